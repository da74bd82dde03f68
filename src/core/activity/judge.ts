import type { Snapshot } from '../model/snapshot';
import { operations } from '../operations/all';
import { afterClash, afterMissing, afterNothing, afterReading, type OperationRecord } from '../operations/record';

/** So often in a row the service has to say that a copy is not there. */
const answersToBelieve = 2;
/**
 * ms over which it has to say so of a copy that was never seen: its request may still be on the way when the window that
 * sent it is closed. Longer than a request may take.
 */
const settleTime = 45_000;

interface Absence {
  /** Not there, or there and as it was before. */
  readonly isThere: boolean;
  readonly answers: number;
  readonly since: number;
}

/** Decides what a reading says of an operation, and counts the answers that its copy is not there until they are believed. */
export class Judge {
  readonly #absences = new Map<string, Absence>();

  /**
   * What it means that the service lists this subject, or none; the record itself where it means nothing. `isSure`: it was
   * read in the account that it belongs to; in what may be another one only a match with what was there before says something.
   */
  judge(
    record: OperationRecord,
    subject: Snapshot | undefined,
    { isSure, now }: { readonly isSure: boolean; readonly now: number },
  ): OperationRecord {
    if (subject === undefined) {
      return isSure && this.#believes(record, { isThere: false, now }) ? afterMissing(record, now) : record;
    }
    const outcome = operations[record.operation].outcomeOf(subject, record);
    if (outcome === 'notDone') {
      return isSure && this.#believes(record, { isThere: true, now }) ? afterNothing(record, now) : record;
    }
    this.forget(record.id);
    if (!isSure) {
      const { createTime } = record.before ?? {};
      const isMatch = createTime !== undefined && subject.createTime === createTime && outcome !== 'other';
      return isMatch ? afterReading(record, subject, now) : record;
    }
    return outcome !== 'other' || record.confirmed !== undefined
      ? afterReading(record, subject, now)
      : afterClash(record, subject, now);
  }

  /** Nobody asks any more. */
  forget(id: string): void {
    this.#absences.delete(id);
  }

  /** One more answer that nothing has come of it. True when it is certain by now: the same was said often, for long enough. */
  #believes(
    { id, confirmed }: OperationRecord,
    { isThere, now }: { readonly isThere: boolean; readonly now: number },
  ): boolean {
    const before = this.#absences.get(id);
    const { answers, since } = before?.isThere === isThere ? before : { answers: 0, since: now };
    this.#absences.set(id, { isThere, answers: answers + 1, since });
    return answers + 1 >= answersToBelieve && (confirmed !== undefined || now - since >= settleTime);
  }
}
