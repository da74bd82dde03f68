import { type Problem, problemOf } from '../model/problem';
import { keyOfNeed, type SsoSignIn } from '../model/signIn';

/** What the flow needs of whoever shows it. */
export interface SignInScreen {
  /** The notification; false when it was dismissed. May stay unanswered. */
  offer(need: SsoSignIn): Promise<boolean>;
  /** The browser and its code. Rejects with the reason; `cancelled` is one. */
  signIn(need: SsoSignIn): Promise<void>;
  /** Why it failed, with a button to try again; false when that was dismissed. May stay unanswered. */
  offerAgain(need: SsoSignIn, problem: Problem): Promise<boolean>;
  logError(error: unknown): void;
}

/** What had to wait: shows its own errors. */
export type Retry = () => unknown;

/** One notification for one need, one sign-in, then everything that waited goes on. */
export class SignInFlow {
  readonly #screen: SignInScreen;
  /** What goes on after signing in, for each need. */
  readonly #waiting = new Map<string, readonly Retry[]>();
  /** The notifications that are on the screen. */
  readonly #offers = new Map<string, symbol>();
  readonly #declined = new Set<string>();
  readonly #running = new Map<string, Promise<boolean>>();

  constructor(screen: SignInScreen) {
    this.#screen = screen;
  }

  /**
   * Shows the notification: for what happens by itself only where it is not there yet and was not dismissed; for what the
   * user did (`retry`) in any case, because VS Code hides such a notification after a while and does not tell. It shows
   * equal ones once.
   */
  offer(need: SsoSignIn, retry?: Retry): void {
    const key = keyOfNeed(need);
    if (retry !== undefined) {
      this.#wait(key, retry);
    }
    const isKnown = this.#offers.has(key) || this.#declined.has(key);
    if (!this.#running.has(key) && (retry !== undefined || !isKnown)) {
      // On its own: nothing waits for an answer that may never come.
      void this.#ask(need).catch(error => this.#screen.logError(error));
    }
  }

  /** Signs in, then does again what had to wait. */
  async signIn(need: SsoSignIn, retry: Retry): Promise<void> {
    this.#wait(keyOfNeed(need), retry);
    await this.#run(need);
  }

  async #ask(need: SsoSignIn): Promise<void> {
    const key = keyOfNeed(need);
    const offer = Symbol(key);
    this.#offers.set(key, offer);
    const accepted = await this.#screen.offer(need);
    if (this.#offers.get(key) !== offer) {
      // A later one has taken its place.
      return;
    }
    this.#offers.delete(key);
    if (accepted) {
      await this.#run(need);
    } else {
      this.#declined.add(key);
      this.#drop(key);
    }
  }

  /** Several who ask at once share the sign-in; the first of them goes on with what waited, for all. */
  async #run(need: SsoSignIn): Promise<void> {
    const key = keyOfNeed(need);
    const running = this.#running.get(key) ?? this.#begin(need).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    if (await running) {
      const retries = this.#waiting.get(key) ?? [];
      this.#waiting.delete(key);
      await Promise.all(retries.map(retry => this.#goOn(retry)));
    }
  }

  /** True when signed in. */
  async #begin(need: SsoSignIn): Promise<boolean> {
    const key = keyOfNeed(need);
    try {
      await this.#screen.signIn(need);
      this.#declined.delete(key);
      return true;
    } catch (error) {
      this.#screen.logError(error);
      const problem = problemOf(error);
      if (problem.kind === 'cancelled') {
        this.#waiting.delete(key);
      } else {
        // On its own: the message may stay.
        void this.#askAgain(need, problem).catch(failure => this.#screen.logError(failure));
      }
      return false;
    }
  }

  async #askAgain(need: SsoSignIn, problem: Problem): Promise<void> {
    if (await this.#screen.offerAgain(need, problem)) {
      await this.#run(need);
    } else {
      this.#drop(keyOfNeed(need));
    }
  }

  async #goOn(retry: Retry): Promise<void> {
    try {
      await retry();
    } catch (error) {
      this.#screen.logError(error);
    }
  }

  #wait(key: string, retry: Retry): void {
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), retry]);
  }

  /** What waited is not done any more, unless somebody is just signing in for it another way. */
  #drop(key: string): void {
    if (!this.#running.has(key) && !this.#offers.has(key)) {
      this.#waiting.delete(key);
    }
  }
}
