import type { MfaQuestion, ProgramWait, SignInHost, SignInNeed } from '../../core/model/signIn';

/**
 * Asks for the code of each device once. What comes later, in the background or beside a question that was dismissed, is
 * left unanswered until the user has acted: a question that opens by itself takes the focus from whatever they do.
 */
export class AskOnce implements SignInHost {
  readonly #host: SignInHost;
  readonly #asked = new Set<string>();

  constructor(host: SignInHost) {
    this.#host = host;
  }

  async askMfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string | undefined> {
    // After a wrong code it is still the same question.
    if (question.refusal === undefined && this.#asked.has(question.serial)) {
      return undefined;
    }
    this.#asked.add(question.serial);
    return this.#host.askMfaCode(question, signal);
  }

  signInNeeded(need: SignInNeed): void {
    this.#host.signInNeeded(need);
  }

  programWaits(wait: ProgramWait): void {
    this.#host.programWaits(wait);
  }

  /** The user has acted: each device may be asked about once more. */
  allow(): void {
    this.#asked.clear();
  }
}
