import { l10n } from 'vscode';
import type { Aws } from '../../core/model/aws';
import type { Problem } from '../../core/model/problem';
import type { MfaQuestion, NotKept, ProgramWait, SignInHost, SignInNeed, SsoSignIn } from '../../core/model/signIn';
import type { Sessions } from '../../core/session/sessions';
import { type Retry, SignInFlow, type SignInScreen } from '../../core/signIn/signInFlow';
import { problemText, serviceWords } from '../text/problemText';
import type { Log } from '../vscode/log';
import { showError, showInformation, showWarning } from '../vscode/window';
import { askMfaCode } from './askMfaCode';
import { ProgramNotifications } from './programNotifications';
import { showDeviceCode } from './showDeviceCode';

export interface SignInParts {
  readonly sessions: Sessions;
  readonly aws: () => Promise<Aws>;
  readonly log: Pick<Log, 'request' | 'error'>;
}

/** Signing in, as the user sees it. */
export class SignIn implements SignInHost {
  readonly #parts: SignInParts;
  readonly #flow: SignInFlow;
  readonly #programs = new ProgramNotifications();

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#flow = new SignInFlow(screenOf(parts));
  }

  readonly askMfaCode = (question: MfaQuestion, signal: AbortSignal): Promise<string | undefined> =>
    askMfaCode(question, signal);

  readonly signInNeeded = (need: SignInNeed): void => {
    // A code is asked for when it is needed; whoever dismissed that knows what is missing.
    if (need.kind === 'sso') {
      this.#flow.offer(need);
    }
  };

  readonly programWaits = (wait: ProgramWait): void => this.#programs.show(wait);

  offer(need: SsoSignIn, retry: Retry): void {
    this.#flow.offer(need, retry);
  }

  /** Signs in, then does again what had to wait. For a code: doing it again asks for it. */
  async signIn(need: SignInNeed, retry: Retry): Promise<void> {
    const { sessions } = this.#parts;
    if (need.kind === 'sso') {
      await this.#flow.signIn(need, retry);
      return;
    }
    if ((await sessions.session?.identity) === undefined) {
      // Who is asking is still to be found out, with the same code.
      await sessions.reopen();
    }
    for (const { gateway } of sessions.all) {
      gateway.allowQuestions();
    }
    await retry();
  }
}

function screenOf({ aws, sessions, log }: SignInParts): SignInScreen {
  return {
    offer: async need => {
      const button = l10n.t('Sign In');
      const text = l10n.t('Sign in to {0} to continue with the profile {1}.', need.startUrl, need.profile);
      return (await showInformation(text, button)) === button;
    },
    signIn: async need => {
      const notKept = await signInWithCode(need, { aws, log });
      if (notKept !== undefined) {
        // Not awaited: nobody has to answer it.
        void showWarning(notKeptText(notKept));
      }
      await sessions.refresh('credentialsChanged');
    },
    offerAgain: async (need, problem) => {
      const chosen = await showError(failedText(need, problem), { title: l10n.t('Retry') });
      return chosen !== undefined;
    },
    logError: log.error,
  };
}

/** Shows the code for as long as the browser is asked for. */
async function signInWithCode(
  need: SsoSignIn,
  { aws, log }: Pick<SignInParts, 'aws' | 'log'>,
): Promise<NotKept | undefined> {
  const ending = new AbortController();
  let code: { dispose(): void } | undefined;
  try {
    return await (await aws()).signIn(need, {
      signal: ending.signal,
      log: log.request,
      show: shown => {
        // A second code takes the place of the first.
        code?.dispose();
        code = showDeviceCode(need.startUrl, shown, () => ending.abort());
      },
    });
  } finally {
    code?.dispose();
  }
}

function notKeptText({ file, code }: NotKept): string {
  return l10n.t('Signed in for this window only. The token could not be written to {0} ({1}).', file, code);
}

function failedText({ startUrl, profile, region }: SsoSignIn, problem: Problem): string {
  const target = { source: { kind: 'profile', name: profile }, region } as const;
  const isOnTheWay = /^(?:network|timeout|serviceUnavailable|answerNotUnderstood|profileBroken)$/.test(problem.kind);
  const reason = isOnTheWay ? problemText(problem, target) : serviceWords(problem);
  return l10n.t('Could not sign in to {0}. {1}', startUrl, reason);
}
