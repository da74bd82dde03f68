import { env, l10n, type QuickPickItem } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import type { OperationInput } from '../../core/model/gateway';
import { isAutomated, isAwsBackup, isCopyable, isManual, type Snapshot } from '../../core/model/snapshot';
import type { Target } from '../../core/model/target';
import { subjectOf } from '../../core/operations/all';
import { copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { areArguments, checkArguments } from '../../core/operations/input';
import { isNamed } from '../../core/operations/reads';
import type { OperationRecord } from '../../core/operations/record';
import { requestFor } from '../../core/requests/skeleton';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { type ApiCall, describeCall, operationCall } from '../../core/snippets/apiCall';
import { awsCliCommand } from '../../core/snippets/awsCli';
import { commentText } from '../../core/snippets/literal';
import { boto3Program, javaScriptProgram } from '../../core/snippets/programs';
import { bash, powerShell } from '../../core/snippets/shell';
import { terraformImport } from '../../core/snippets/terraform';
import { isOperation } from '../activity/operationArguments';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { isNode } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import { isKnownIn, type SessionHost, type SourceHost, sessionFor } from '../requests/sessionFor';
import { argumentFaultText } from '../text/faultText';
import { keptText, retentionWarning } from '../text/retentionText';
import { targetText } from '../text/targetText';
import { showStatus } from '../vscode/window';

const formats = ['bash', 'powershell', 'boto3', 'javascript', 'terraform'] as const;
type Format = (typeof formats)[number];

export interface CopyAsHost extends SessionHost, SourceHost {
  readonly tracker: Pick<Tracker, 'latest'>;
}

interface Subject {
  readonly name: string;
  readonly call: ApiCall;
  /** How long its copy is kept. */
  readonly kept?: string;
  /** Why the call would come to nothing. */
  readonly warning?: string | undefined;
  /** Where it can be imported. */
  readonly manual?: Snapshot;
}

export function copyAsCommands(host: CopyAsHost): CommandTable {
  const { sessions } = host;
  return {
    [commandIds.copyAs]: {
      run: async given => (isWithArguments(given) ? copyWithArguments(sessions, given) : copyWithPrompt(host, given)),
      asksNothing: isWithArguments,
    },
  };
}

/** A row of the view "Activity" has a target, too. */
function isWithArguments(given: unknown): given is Readonly<Record<string, unknown>> {
  return areArguments(copyClusterSnapshot, given) && !isOperation(given);
}

/** `{ cluster, snapshot, target, retentionDays, format }`: the text is copied and returned. */
async function copyWithArguments(sessions: Sessions, given: Readonly<Record<string, unknown>>): Promise<string> {
  const { format = 'bash', ...rest } = given;
  const request = checkArguments(copyClusterSnapshot, rest);
  if (!request.ok) {
    throw new UserError(argumentFaultText(copyClusterSnapshot, request.reason));
  }
  const known = formats.find(candidate => candidate === format && candidate !== 'terraform');
  if (known === undefined) {
    throw new UserError(
      l10n.t('copyAs knows no format "{0}". It takes {1}.', String(format), formats.slice(0, 4).join(', ')),
    );
  }
  const { target, tree } = await openSession(sessions);
  const { value: input } = request;
  const source = { identifier: input.SourceSnapshotIdentifier, cluster: input.SourceSnapshotClusterIdentifier };
  const subject = {
    name: input.TargetSnapshotIdentifier,
    call: operationCall('CopyClusterSnapshot', input, target),
    warning: warningOf(
      input,
      tree.knownSnapshots().find(known => isAutomated(known) && isNamed(known, source)),
    ),
  };
  const text = textIn(known, subject, target);
  await env.clipboard.writeText(text);
  return text;
}

async function copyWithPrompt(host: CopyAsHost, given: unknown): Promise<void> {
  const subject = isOperation(given)
    ? subjectOfOperation(host.tracker.latest(given))
    : await snapshotSubject(host, await sessionFor(host, given), given);
  const format = subject && (await askFormat(subject));
  if (subject !== undefined && format !== undefined) {
    await env.clipboard.writeText(textIn(format, subject, subject.call.target));
    showStatus(l10n.t('Copied: {0}', labelOf(format)), 5000, 'check');
  }
}

function subjectOfOperation(record: OperationRecord): Subject {
  const { operation, input, target, state, before, after } = record;
  const subject = {
    name: subjectOf(record).identifier,
    call: operationCall(operation, input, target),
    ...(operation === 'CopyClusterSnapshot' && { kept: keptText(record), warning: warningOf(input, before) }),
  };
  return state === 'available' && after !== undefined ? { ...subject, manual: after } : subject;
}

async function snapshotSubject(
  { pickSource }: CopyAsHost,
  session: Session | undefined,
  given: unknown,
): Promise<Subject | undefined> {
  if (session === undefined) {
    return undefined;
  }
  const { target } = session;
  const snapshot = isNode(given, 'snapshot')
    ? given.snapshot
    : await pickSource(session, l10n.t('Copy As… · {0}', targetText(target)));
  if (snapshot === undefined) {
    return undefined;
  }
  const name = snapshot.identifier;
  if (!isCopyable(snapshot)) {
    const subject = { name, call: describeCall(snapshot, target) };
    // What AWS Backup manages is not to be managed by Terraform.
    return isManual(snapshot) && !isAwsBackup(snapshot) ? { ...subject, manual: snapshot } : subject;
  }
  const request = requestFor(snapshot, isKnownIn(session));
  return {
    name,
    call: operationCall('CopyClusterSnapshot', request, target),
    kept: keptText({ operation: 'CopyClusterSnapshot', input: request, before: snapshot }),
  };
}

/** What the prompts say of days that are over. */
function warningOf(input: OperationInput, before: Snapshot | undefined): string | undefined {
  return retentionWarning({ operation: 'CopyClusterSnapshot', input, before }, undefined);
}

interface FormatItem extends QuickPickItem {
  readonly format: Format;
}

async function askFormat(subject: Subject): Promise<Format | undefined> {
  const { name, call, manual } = subject;
  const offered = formats.filter(format => format !== 'terraform' || manual !== undefined);
  const answer = await pick<FormatItem>({
    ...{ title: l10n.t('Copy {0} as · {1}', name, targetText(call.target)), signal: new AbortController().signal },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: placeholderOf(subject),
    items: offered.map(format => ({
      label: labelOf(format),
      description: descriptionOf(format),
      format,
    })),
  });
  return typeof answer === 'object' ? answer.value.format : undefined;
}

function placeholderOf({ call: { operation, parameters }, kept = '' }: Subject): string {
  switch (operation) {
    case 'CopyClusterSnapshot':
      return l10n.t('The copy is named {0}. {1}', String(parameters['TargetSnapshotIdentifier']), kept);
    case 'DescribeClusterSnapshots':
      return l10n.t('Describes it, as it cannot be copied');
    default:
      return l10n.t('Makes the same call again');
  }
}

/** Whoever runs it later reads the warning, too. */
function textIn(format: Format, subject: Subject, target: Target): string {
  const { warning } = subject;
  const text = programIn(format, subject, target);
  return warning === undefined || format === 'terraform'
    ? text
    : `${format === 'javascript' ? '//' : '#'} ${commentText(warning)}\n${text}`;
}

function programIn(format: Format, { call, manual }: Subject, target: Target): string {
  switch (format) {
    case 'bash':
      return awsCliCommand(call, bash);
    case 'powershell':
      return awsCliCommand(call, powerShell);
    case 'boto3':
      return boto3Program(call);
    case 'javascript':
      return javaScriptProgram(call);
    case 'terraform':
      return manual === undefined ? '' : terraformImport(manual, target);
  }
}

function labelOf(format: Format): string {
  switch (format) {
    case 'bash':
    case 'powershell':
      return l10n.t('AWS CLI, {0}', format === 'bash' ? 'bash' : 'PowerShell');
    case 'boto3':
      return l10n.t('Python, boto3');
    case 'javascript':
      return l10n.t('JavaScript, AWS SDK v3');
    case 'terraform':
      return l10n.t('Terraform import block');
  }
}

function descriptionOf(format: Format): string {
  switch (format) {
    case 'bash':
      return l10n.t('zsh too');
    case 'powershell':
      return l10n.t('7.3 or newer');
    case 'terraform':
      return l10n.t('1.5 or newer');
    default:
      return '';
  }
}
