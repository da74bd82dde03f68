import type { Session } from '../session/session';
import { targetKey } from '../target';
import type { CopyOperation } from './operation';

/**
 * Which session an operation belongs to. The same profile, Region and endpoint can be another account by now: what was
 * copied in one is not looked for in the other, where it would count as deleted.
 */
export class Owners {
  readonly #accounts = new WeakMap<Session, string | undefined>();

  /** Finds out whose account a session is. Nothing belongs to it before. */
  async learn(session: Session): Promise<void> {
    this.#accounts.set(session, (await session.identity)?.account);
  }

  /** Made in this session's target, and in no other account as far as is known. */
  isOf(operation: CopyOperation, session: Session): boolean {
    const account = this.#accounts.get(session);
    return (
      this.#accounts.has(session) &&
      targetKey(operation.target) === targetKey(session.target) &&
      (account === undefined || operation.identity === undefined || account === operation.identity.account)
    );
  }

  /** Whether what the session does not list is not there: it is certainly the account that the copy was made in. */
  isSurelyOf(operation: CopyOperation, session: Session): boolean {
    return operation.identity === undefined || operation.identity.account === this.#accounts.get(session);
  }
}
