import { targetKey } from '../model/target';
import { accountOf, type OperationRecord } from '../operations/record';
import type { Session } from '../session/session';

/**
 * Which session an operation belongs to. The same profile, Region and endpoint can be another account by now: what was
 * copied in one is not looked for in the other, where it would count as deleted.
 */
export class Owners {
  readonly #accounts = new WeakMap<Session, string | undefined>();

  /** Finds out whose account a session is. Nothing belongs to it before. True: it is known since now. */
  async learn(session: Session): Promise<boolean> {
    const known = this.#accounts.get(session);
    const account = known ?? (await session.identity)?.account;
    this.#accounts.set(session, account);
    return account !== known;
  }

  /** Made in this session's target, and in no other account as far as is known. */
  isOf(operation: OperationRecord, session: Session): boolean {
    const [account, other] = [accountOf(operation), this.#accounts.get(session)];
    return (
      this.#accounts.has(session) &&
      targetKey(operation.target) === targetKey(session.target) &&
      (account === undefined || other === undefined || account === other)
    );
  }

  /** Whether what the session does not list is not there: it is certainly the account that the copy was made in. */
  isSurelyOf(operation: OperationRecord, session: Session): boolean {
    const account = accountOf(operation);
    return account !== undefined && account === this.#accounts.get(session);
  }
}
