import { checkPermissions, type Permission } from '../../core/access/checkPermissions';
import type { JsonObject } from '../../core/model/json';
import type { Problem } from '../../core/model/problem';
import type { Session } from '../../core/session/session';
import type { Documents } from '../documents/documents';
import { shortLine } from '../text/plain';
import { serviceWords } from '../text/problemText';
import { sourceText } from '../text/targetText';
import { statementIn } from './statementIn';

/** What the credentials may do in one of the Regions on the screen. */
export interface RegionPermissions {
  readonly region: string;
  readonly permissions: readonly Permission[];
}

/** "Check Permissions": what the credentials may do in each Region, as a document. Nothing is changed by it. */
export async function showPermissions(
  documents: Pick<Documents, 'openPermissions'>,
  sessions: readonly Session[],
): Promise<readonly RegionPermissions[]> {
  const checked = await Promise.all(
    sessions.map(async session => ({ session, permissions: await checkPermissions(session.gateway, session.ended) })),
  );
  const [chosen] = sessions;
  if (chosen !== undefined && !chosen.ended.aborted) {
    await documents.openPermissions(chosen, await permissionsOf(chosen, checked));
  }
  return checked.map(({ session, permissions }) => ({ region: session.target.region, permissions }));
}

interface Checked {
  readonly session: Session;
  readonly permissions: readonly Permission[];
}

async function permissionsOf(chosen: Session, checked: readonly Checked[]): Promise<JsonObject> {
  const { target } = chosen;
  const identity = await chosen.identity;
  const statements = (await Promise.all(checked.map(statementsFor))).flat();
  const texts = [...new Set(statements.map(statement => JSON.stringify(statement)))];
  return {
    Credentials: sourceText(target.source),
    ...(identity && { Account: identity.account, CallerArn: identity.arn }),
    ...(target.endpoint !== undefined && { Endpoint: target.endpoint }),
    Regions: checked.map(({ session, permissions }) => ({
      Region: session.target.region,
      Permissions: permissions.map(({ operation, outcome, problem }) => ({
        Operation: operation,
        Outcome: outcomes[outcome],
        ...(problem && { Message: withoutLinks(serviceWords(problem)) }),
      })),
    })),
    // They would allow what was denied or not tried, unless a policy denies it.
    Policy: { Version: '2012-10-17', Statement: texts.map(text => JSON.parse(text)) },
  };
}

const outcomes: Readonly<Record<Permission['outcome'], string>> = {
  allowed: 'Allowed',
  denied: 'Denied',
  failed: 'Unknown',
  notTried: 'NotTriedAsItChangesSomething',
};

/** An editor makes a link of every address. */
function withoutLinks(text: string): string {
  return shortLine(text).replaceAll('://', ': //');
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
