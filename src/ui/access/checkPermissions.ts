import { l10n } from 'vscode';
import { checkPermissions, type Permission } from '../../core/access/checkPermissions';
import { iamStatement } from '../../core/access/iamStatement';
import type { Session } from '../../core/session/session';
import type { Documents } from '../documents/documents';
import { serviceWords } from '../text/problemText';
import { targetText } from '../text/targetText';

/** "Check Permissions": what the credentials may do, as a table. Nothing is changed by it. */
export async function showPermissions(documents: Documents, session: Session): Promise<readonly Permission[]> {
  const { gateway, ended } = session;
  const permissions = await checkPermissions(gateway, ended);
  if (!ended.aborted) {
    await documents.openText({ kind: 'permissions' }, session, await permissionsText(permissions, session));
  }
  return permissions;
}

async function permissionsText(permissions: readonly Permission[], session: Session): Promise<string> {
  const { target } = session;
  const identity = await session.identity;
  const rows = [
    [l10n.t('Operation'), l10n.t('Outcome'), l10n.t('What the service says')],
    ...permissions.map(permission => [permission.operation, outcomeText(permission), wordsOf(permission)]),
  ];
  const account = identity === undefined ? {} : { account: identity.account };
  const denied = permissions.filter(({ outcome }) => outcome !== 'allowed' && outcome !== 'failed');
  const statements = denied.map(({ operation }) => iamStatement({ operation, region: target.region, ...account }));
  return [
    l10n.t('# Permissions of {0}', targetText(target)),
    ...(identity === undefined ? [] : [identity.arn]),
    table(rows),
    l10n.t('What was denied or not tried is allowed by these statements, as far as no policy forbids it:'),
    `\`\`\`json\n${JSON.stringify(statements, null, 2)}\n\`\`\``,
    '',
  ].join('\n\n');
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

function wordsOf({ problem }: Permission): string {
  return problem === undefined ? '' : serviceWords(problem).replaceAll('|', '\\|');
}

/** Markdown whose columns line up as text, too. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
}
