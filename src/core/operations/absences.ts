import type { CopyOperation } from './operation';

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

/** Counts the answers that say that a copy is not there, until they are to be believed. */
export class Absences {
  readonly #absences = new Map<string, Absence>();

  /** One more such answer. True when it is certain by now. */
  missed({ id, confirmed }: CopyOperation, now: number): boolean {
    const { answers, since } = this.#absences.get(id) ?? { answers: 0, since: now };
    this.#absences.set(id, { answers: answers + 1, since });
    return answers + 1 >= answersToBelieve && (confirmed !== undefined || now - since >= settleTime);
  }

  /** It is there, or nobody asks any more. */
  forget(id: string): void {
    this.#absences.delete(id);
  }
}
