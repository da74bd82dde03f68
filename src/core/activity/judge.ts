import type { Snapshot } from '../model/snapshot';
import { afterClash, afterMissing, afterReading, type OperationRecord } from '../operations/record';
import { isCopyOf } from '../operations/sendCopy';

/** So often in a row the service has to say that a copy is not there. */
const answersToBelieve = 2;
/**
 * ms over which it has to say so of a copy that was never seen: its request may still be on the way when the window that
 * sent it is closed. Longer than a request may take.
 */
const settleTime = 45_000;

interface Absence {
  readonly answers: number;
  readonly since: number;
}

/** Decides what a reading says of an operation, and counts the answers that its copy is not there until they are believed. */
export class Judge {
  readonly #absences = new Map<string, Absence>();

  /**
   * What it means that the service lists this copy, or none; the operation itself where it means nothing. `isSure`: it was
   * read in the account that the copy was made in; in what may be another one only a match with its source says something.
   */
  judge(
    operation: OperationRecord,
    copy: Snapshot | undefined,
    { isSure, now }: { readonly isSure: boolean; readonly now: number },
  ): OperationRecord {
    if (copy === undefined) {
      return isSure && this.#missed(operation, now) ? afterMissing(operation, now) : operation;
    }
    this.forget(operation.id);
    if (!isSure) {
      const isMatch = operation.before?.createTime !== undefined && isCopyOf(copy, operation);
      return isMatch ? afterReading(operation, copy, now) : operation;
    }
    return isCopyOf(copy, operation) || operation.confirmed !== undefined
      ? afterReading(operation, copy, now)
      : afterClash(operation, copy, now);
  }

  /** Nobody asks any more. */
  forget(id: string): void {
    this.#absences.delete(id);
  }

  /** One more answer that it is not there. True when it is certain by now. */
  #missed({ id, confirmed }: OperationRecord, now: number): boolean {
    const { answers, since } = this.#absences.get(id) ?? { answers: 0, since: now };
    this.#absences.set(id, { answers: answers + 1, since });
    return answers + 1 >= answersToBelieve && (confirmed !== undefined || now - since >= settleTime);
  }
}
