import type { CallerIdentity } from '../../core/model/target';
import type { Session } from '../../core/session/session';

/** Who a session is, if STS has said it by now: for what does not wait for it. */
export function knownIdentity({ identity }: Session): Promise<CallerIdentity | undefined> {
  // One turn: what is known already takes some steps of a promise to come through.
  return Promise.race([identity, new Promise<undefined>(resolve => setImmediate(resolve, undefined))]);
}
