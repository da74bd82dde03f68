import { statementFor } from '../../core/access/iamStatement';
import type { JsonObject } from '../../core/model/json';
import type { Problem } from '../../core/model/problem';
import type { Session } from '../../core/session/session';

/** The statement that allows what was denied, in the Region and account of the session that it was denied to. */
export async function statementIn(
  { target, identity }: Session,
  problem: Problem,
  cluster: string | undefined,
): Promise<JsonObject | undefined> {
  const known = await identity;
  return statementFor(problem, {
    region: target.region,
    ...(known === undefined ? {} : { account: known.account }),
    ...(cluster === undefined ? {} : { cluster }),
  });
}
