import { l10n, window } from 'vscode';
import type { Aws } from '../../core/aws';
import { problemOf } from '../../core/problem';
import type { Sessions } from '../../core/session/sessions';
import { type MfaQuestion, placeKey, type SignInHost, type SignInPlace, type SsoPlace } from '../../core/signIn/signIn';
import type { Log } from '../log';
import { plainText } from '../text/plain';
import { serviceWords } from '../text/problemText';
import { askMfaCode } from './askMfaCode';
import { showDeviceCode } from './showDeviceCode';

export interface SignInParts {
  readonly sessions: Sessions;
  readonly aws: () => Promise<Aws>;
  readonly log: Pick<Log, 'request' | 'error'>;
}

type Retry = () => unknown;

/** Signing in, as the user sees it: one notification for one place, one sign-in, then everything that waited goes on. */
export class SignIn implements SignInHost {
  readonly #parts: SignInParts;
  /** The notifications that are on the screen, with what goes on after them. */
  readonly #offers = new Map<string, readonly Retry[]>();
  readonly #declined = new Set<string>();
  readonly #running = new Map<string, Promise<boolean>>();

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  readonly askMfaCode = (question: MfaQuestion, signal: AbortSignal): Promise<string | undefined> =>
    askMfaCode(question, signal);

  readonly signInNeeded = (place: SignInPlace): void => {
    // A code is asked for when it is needed; whoever dismissed that knows what is missing.
    if (place.kind === 'sso') {
      this.offer(place);
    }
  };

  /**
   * Shows the notification: for what happens by itself only where it is not there yet and was not dismissed; for what the
   * user did (`retry`) in any case, because VS Code hides such a notification after a while and does not tell. It shows
   * equal ones once.
   */
  offer(place: SsoPlace, retry?: Retry): void {
    const key = placeKey(place);
    const isKnown = this.#offers.has(key) || this.#declined.has(key) || this.#running.has(key);
    if (retry !== undefined || !isKnown) {
      const retries = [...(this.#offers.get(key) ?? []), ...(retry === undefined ? [] : [retry])];
      this.#offers.set(key, retries);
      // On its own: nothing waits for an answer that may never come.
      void this.#ask(place, retries);
    }
  }

  /** Signs in, then does again what had to wait. For a code: doing it again asks for it. */
  async signIn(place: SignInPlace, retry: Retry): Promise<void> {
    const { sessions } = this.#parts;
    if (place.kind === 'mfa') {
      if ((await sessions.session?.identity) === undefined) {
        // Who is asking is still to be found out, with the same code.
        await sessions.reload();
      }
      for (const { gateway } of sessions.all) {
        gateway.allowQuestions();
      }
      await retry();
    } else if (await this.#run(place)) {
      await retry();
    }
  }

  async #ask(place: SsoPlace, retries: readonly Retry[]): Promise<void> {
    const key = placeKey(place);
    const button = l10n.t('Sign In');
    const chosen = await window.showInformationMessage(
      l10n.t('Sign in to {0} to go on with the profile {1}.', plainText(place.startUrl), plainText(place.profile)),
      button,
    );
    if (this.#offers.get(key) !== retries) {
      // A later one has taken its place.
      return;
    }
    this.#offers.delete(key);
    if (chosen !== button) {
      this.#declined.add(key);
    } else if (await this.#run(place)) {
      await Promise.all(retries.map(retry => retry()));
    }
  }

  /** True when signed in, and the session knows. Several who ask at once share it. */
  #run(place: SsoPlace): Promise<boolean> {
    const key = placeKey(place);
    const running = this.#running.get(key) ?? this.#begin(place).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #begin(place: SsoPlace): Promise<boolean> {
    const { aws, sessions, log } = this.#parts;
    const ending = new AbortController();
    let code: { dispose(): void } | undefined;
    try {
      await (await aws()).signIn(place, {
        signal: ending.signal,
        log: log.request,
        show: shown => {
          // A second code takes the place of the first.
          code?.dispose();
          code = showDeviceCode(place.startUrl, shown, () => ending.abort());
        },
      });
      this.#declined.delete(placeKey(place));
      code?.dispose();
      await sessions.renew();
      return true;
    } catch (error) {
      log.error(error);
      if (problemOf(error).kind !== 'cancelled') {
        this.#failed(place, error);
      }
      return false;
    } finally {
      code?.dispose();
    }
  }

  #failed(place: SsoPlace, error: unknown): void {
    const again = l10n.t('Try Again');
    const words = serviceWords(problemOf(error));
    // On its own: the message may stay.
    void window
      .showErrorMessage(l10n.t('Could not sign in to {0}. {1}', plainText(place.startUrl), words), again)
      .then(chosen => (chosen === again ? this.#run(place) : undefined));
  }
}
