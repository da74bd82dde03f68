import { l10n } from 'vscode';
import { checkPermissions, type Permission } from '../../core/access/checkPermissions';
import type { JsonObject } from '../../core/model/json';
import type { Problem } from '../../core/model/problem';
import type { Session } from '../../core/session/session';
import type { Documents } from '../documents/documents';
import { plainText } from '../text/plain';
import { serviceWords } from '../text/problemText';
import { callerText } from '../text/targetText';
import { statementIn } from './statementIn';

/** What the credentials may do in one of the Regions on the screen. */
export interface RegionPermissions {
  readonly region: string;
  readonly permissions: readonly Permission[];
}

/** "Check Permissions": what the credentials may do in each Region, as tables. Nothing is changed by it. */
export async function showPermissions(
  documents: Pick<Documents, 'openText'>,
  sessions: readonly Session[],
): Promise<readonly RegionPermissions[]> {
  const checked = await Promise.all(
    sessions.map(async session => ({ session, permissions: await checkPermissions(session.gateway, session.ended) })),
  );
  const [chosen] = sessions;
  if (chosen !== undefined && !chosen.ended.aborted) {
    await documents.openText({ kind: 'permissions' }, chosen, await permissionsText(chosen, checked));
  }
  return checked.map(({ session, permissions }) => ({ region: session.target.region, permissions }));
}

interface Checked {
  readonly session: Session;
  readonly permissions: readonly Permission[];
}

async function permissionsText(chosen: Session, checked: readonly Checked[]): Promise<string> {
  const { target } = chosen;
  const identity = await chosen.identity;
  const statements = (await Promise.all(checked.map(statementsFor))).flat();
  const texts = [...new Set(statements.map(statement => JSON.stringify(statement)))];
  return [
    l10n.t('# Permissions of {0}', callerText(target, identity)),
    ...(identity === undefined ? [] : [identity.arn]),
    ...(target.endpoint === undefined ? [] : [l10n.t('Endpoint: {0}', target.endpoint)]),
    ...checked.flatMap(({ session, permissions }) => [
      ...(checked.length > 1 ? [`## ${session.target.region}`] : []),
      table(permissions),
      ...wordsOfService(permissions),
    ]),
    l10n.t('These statements would allow it, unless a policy denies it:'),
    `\`\`\`json\n${JSON.stringify(
      texts.map(text => JSON.parse(text)),
      null,
      2,
    )}\n\`\`\``,
    '',
  ].join('\n\n');
}

async function statementsFor({ session, permissions }: Checked): Promise<readonly JsonObject[]> {
  const denied = permissions.filter(({ outcome }) => outcome === 'denied' || outcome === 'notTried');
  const statements = await Promise.all(
    denied.map(({ operation, problem }) => statementIn(session, problem ?? untried(operation), undefined)),
  );
  return statements.filter(statement => statement !== undefined);
}

/** As if it had been denied. */
function untried(operation: string): Problem {
  return { kind: 'accessDenied', operation, code: '', message: '' };
}

function outcomeText({ outcome }: Permission): string {
  switch (outcome) {
    case 'allowed':
      return l10n.t('allowed');
    case 'denied':
      return l10n.t('denied');
    case 'failed':
      return l10n.t('not known');
    case 'notTried':
      return l10n.t('not tried: it changes something');
  }
}

/** Below the table: they are too long for a line of it. */
function wordsOfService(permissions: readonly Permission[]): readonly string[] {
  const words = permissions.flatMap(({ operation, problem }) =>
    problem === undefined ? [] : [`- ${operation}: ${withoutHtml(plainText(serviceWords(problem)))}`],
  );
  return words.length === 0 ? [] : [l10n.t('What the service says:'), words.join('\n')];
}

/** Whoever looks at the table as a page has no picture or link loaded by it. */
function withoutHtml(text: string): string {
  return text.replaceAll('<', '\\<');
}

/** Markdown whose columns line up as text, too. */
function table(permissions: readonly Permission[]): string {
  const head = [l10n.t('Operation'), l10n.t('Outcome')];
  const rows = permissions.map(permission => [permission.operation, outcomeText(permission)]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
