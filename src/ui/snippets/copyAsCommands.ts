import { env, l10n, type QuickPickItem } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { isAutomated, isAwsBackup, isCopyable, isManual, type Snapshot } from '../../core/model/snapshot';
import type { Target } from '../../core/model/target';
import { isOperationName, operations, subjectOf } from '../../core/operations/all';
import type { Operation } from '../../core/operations/operation';
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
import type { TreeNode } from '../../core/tree/nodes';
import { isOperation } from '../activity/operationArguments';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { selectedNodes } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { operationsOn, rowOfNode } from '../commands/rowOfNode';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import { areOperationArguments, operationArguments } from '../requests/operationArguments';
import { isKnownIn, type SessionHost, type SourceHost, sessionFor } from '../requests/sessionFor';
import { type Call, daysOf, titleText, wordsOf } from '../text/operationWords';
import { keptText, retentionWarning } from '../text/retentionText';
import { targetText } from '../text/targetText';
import { showStatus } from '../vscode/window';

const formats = ['bash', 'powershell', 'boto3', 'javascript', 'terraform'] as const;
type Format = (typeof formats)[number];

export interface CopyAsHost extends SessionHost, SourceHost {
  readonly tracker: Pick<Tracker, 'latest' | 'sessionOf'>;
}

interface Subject {
  readonly name: string;
  readonly call: ApiCall;
  /** What it does, in a sentence. */
  readonly what: string;
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
  return areOperationArguments(given) && !isOperation(given);
}

/** `{ operation, format, … }` with the operation's arguments: the text is copied and returned. */
async function copyWithArguments(sessions: Sessions, given: Readonly<Record<string, unknown>>): Promise<string> {
  const { format = 'bash', ...rest } = given;
  const { operation, input } = operationArguments(rest);
  const known = formats.find(candidate => candidate === format && candidate !== 'terraform');
  if (known === undefined) {
    throw new UserError(
      l10n.t('copyAs knows no format "{0}". It takes {1}.', String(format), formats.slice(0, 4).join(', ')),
    );
  }
  const { target, tree, gateway } = await openSession(sessions);
  const source = operation.source?.(input);
  const before = source && tree.knownSnapshots().find(own => isAutomated(own) && isNamed(own, source));
  const subject = {
    name: operation.subject({ input }).identifier,
    call: operationCall(operation.name, input, target),
    ...sentencesOn({ operation: operation.name, input, before }, gateway.now()),
  };
  const text = textIn(known, subject, target);
  await env.clipboard.writeText(text);
  return text;
}

async function copyWithPrompt(host: CopyAsHost, given: unknown): Promise<void> {
  const subject = isOperation(given)
    ? subjectOfOperation(host.tracker.latest(given), (host.tracker.sessionOf(given)?.gateway ?? Date).now())
    : await rowSubject(host, await sessionFor(host, given), given);
  const format = subject && (await askFormat(subject));
  if (subject !== undefined && format !== undefined) {
    await env.clipboard.writeText(textIn(format, subject, subject.call.target));
    showStatus(l10n.t('Copied: {0}', labelOf(format)), 5000, 'check');
  }
}

function subjectOfOperation(record: OperationRecord, now: number): Subject {
  const { operation, input, target, state, after } = record;
  const subject = {
    name: subjectOf(record).identifier,
    call: operationCall(operation, input, target),
    ...sentencesOn(record, now),
  };
  return state === 'available' && after !== undefined ? { ...subject, manual: after } : subject;
}

async function rowSubject(
  { pickSource }: CopyAsHost,
  session: Session | undefined,
  given: unknown,
): Promise<Subject | undefined> {
  if (session === undefined) {
    return undefined;
  }
  const { target } = session;
  const [row]: readonly (TreeNode | undefined)[] = selectedNodes([given]);
  const picked =
    row === undefined ? await pickSource(session, l10n.t('Copy As… · {0}', targetText(target))) : undefined;
  if (picked !== undefined) {
    return operationSubject(session, operations.CopyClusterSnapshot, picked);
  }
  const snapshot = row?.kind === 'snapshot' ? row.snapshot : undefined;
  const offered = row === undefined ? [] : operationsOn(row);
  const subjects = [
    ...(snapshot === undefined || isCopyable(snapshot) ? [] : [describeSubject(snapshot, target)]),
    ...offered.flatMap(operation => {
      const source = row && rowOfNode(operation, row, session.gateway);
      return source === undefined ? [] : [operationSubject(session, operation, source)];
    }),
  ];
  return askSubject(subjects, target);
}

function describeSubject(snapshot: Snapshot, target: Target): Subject {
  const what = l10n.t('Describes the snapshot');
  const subject = { name: snapshot.identifier, what, call: describeCall(snapshot, target) };
  // What AWS Backup manages is not to be managed by Terraform.
  return isManual(snapshot) && !isAwsBackup(snapshot) ? { ...subject, manual: snapshot } : subject;
}

function operationSubject(session: Session, operation: Operation, source: Snapshot): Subject {
  const input = requestFor(operation, source, isKnownIn(session));
  return {
    name: operation.isOffered === undefined ? source.clusterIdentifier : source.identifier,
    call: operationCall(operation.name, input, session.target),
    ...sentencesOn({ operation: operation.name, input, before: source }, session.gateway.now()),
  };
}

/** What it does, with how long the snapshot is kept, and what the prompts say of a copy's days that are over. */
function sentencesOn(call: Call, now: number): Pick<Subject, 'what' | 'warning'> {
  const isCopy = operations[call.operation].source !== undefined;
  const kept = daysOf(call) === undefined ? [] : [keptText(call, now)];
  return {
    what: [wordsOf(call).asCommand, ...kept].join(' '),
    warning: isCopy ? retentionWarning(call, undefined, now) : undefined,
  };
}

/** The only one, or the one that the user chooses. */
async function askSubject(subjects: readonly Subject[], target: Target): Promise<Subject | undefined> {
  const [only, ...others] = subjects;
  if (only === undefined || others.length === 0) {
    return only;
  }
  const answer = await pick({
    ...{ title: l10n.t('Copy {0} as · {1}', only.name, targetText(target)), signal: new AbortController().signal },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: l10n.t('Operation'),
    items: subjects.map(subject => ({
      label: isOperationName(subject.call.operation) ? titleText(subject.call.operation) : l10n.t('Describe'),
      description: subject.call.operation,
      subject,
    })),
  });
  return typeof answer === 'object' ? answer.value.subject : undefined;
}

interface FormatItem extends QuickPickItem {
  readonly format: Format;
}

async function askFormat(subject: Subject): Promise<Format | undefined> {
  const { name, what, call, manual } = subject;
  const offered = formats.filter(format => format !== 'terraform' || manual !== undefined);
  const answer = await pick<FormatItem>({
    ...{ title: l10n.t('Copy {0} as · {1}', name, targetText(call.target)), signal: new AbortController().signal },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: what,
    items: offered.map(format => ({
      label: labelOf(format),
      description: descriptionOf(format),
      format,
    })),
  });
  return typeof answer === 'object' ? answer.value.format : undefined;
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
