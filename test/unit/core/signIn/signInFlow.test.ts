import assert from 'node:assert/strict';
import type { SsoSignIn } from '../../../../src/core/model/signIn';
import { SignInFlow, type SignInScreen } from '../../../../src/core/signIn/signInFlow';
import { aFailure } from '../../../support/builders';

const corp: SsoSignIn = { kind: 'sso', startUrl: 'https://corp', region: 'us-east-1', session: 'corp', profile: 'p' };
const other: SsoSignIn = { ...corp, session: 'other' };

/** A screen whose questions are answered by the test, in the order in which they were asked. */
class Screen implements SignInScreen {
  readonly asked: string[] = [];
  readonly logged: unknown[] = [];
  readonly #answers: ((answer: boolean | Error) => void)[] = [];

  offer = (): Promise<boolean> => this.#ask('offer');
  offerAgain = (): Promise<boolean> => this.#ask('again');
  signIn = async (): Promise<void> => {
    await this.#ask('browser');
  };
  logError = (error: unknown): void => {
    this.logged.push(error);
  };

  /** Answers the question that has been open longest, and lets everything that follows from it happen. */
  async answer(answer: boolean | Error): Promise<void> {
    this.#answers.shift()?.(answer);
    await new Promise(setImmediate);
  }

  #ask(what: string): Promise<boolean> {
    this.asked.push(what);
    return new Promise((resolve, reject) => {
      this.#answers.push(answer => (typeof answer === 'boolean' ? resolve(answer) : reject(answer)));
    });
  }
}

describe('signing in, when something waits for it', () => {
  let screen: Screen;
  let flow: SignInFlow;
  let done: string[];

  beforeEach(() => {
    screen = new Screen();
    flow = new SignInFlow(screen);
    done = [];
  });

  const does = (what: string) => () => {
    done.push(what);
  };

  it('goes on with all of it, once', async () => {
    flow.offer(corp, does('copy'));
    flow.offer(other, does('not this'));
    void flow.signIn(corp, does('refresh'));
    await screen.answer(true);
    await screen.answer(false);
    assert.deepEqual(screen.asked, ['offer', 'offer', 'browser']);
    await screen.answer(true);
    assert.deepEqual(done, ['copy', 'refresh']);
    void flow.signIn(corp, does('again'));
    await screen.answer(true);
    assert.deepEqual(done, ['copy', 'refresh', 'again']);
  });

  it('goes on with it after "Try Again", too', async () => {
    flow.offer(corp, does('copy'));
    await screen.answer(true);
    await screen.answer(aFailure('network'));
    assert.deepEqual(screen.asked, ['offer', 'browser', 'again']);
    await screen.answer(true);
    await screen.answer(true);
    assert.deepEqual(done, ['copy']);
  });

  const dismissals: Readonly<Record<string, () => Promise<void>>> = {
    'the notification': async () => {
      flow.offer(corp, does('dismissed'));
      await screen.answer(false);
    },
    'the browser': async () => {
      void flow.signIn(corp, does('cancelled'));
      await screen.answer(aFailure('cancelled'));
    },
    '"Try Again"': async () => {
      void flow.signIn(corp, does('given up'));
      await screen.answer(aFailure('network'));
      await screen.answer(false);
    },
  };
  for (const [what, dismiss] of Object.entries(dismissals)) {
    it(`forgets it when ${what} is dismissed`, async () => {
      await dismiss();
      void flow.signIn(corp, does('last'));
      await screen.answer(true);
      assert.deepEqual(done, ['last']);
    });
  }

  it('keeps it when an old notification goes away while somebody signs in another way', async () => {
    flow.offer(corp, does('copy'));
    void flow.signIn(corp, does('refresh'));
    await screen.answer(false);
    await screen.answer(true);
    assert.deepEqual(done, ['copy', 'refresh']);
  });

  it('says so in the log when it fails, and goes on with the rest', async () => {
    const failure = aFailure('network');
    flow.offer(corp, () => Promise.reject(failure));
    flow.offer(corp, () => {
      throw failure;
    });
    flow.offer(corp, does('copy'));
    await screen.answer(false);
    await screen.answer(false);
    await screen.answer(true);
    await screen.answer(true);
    assert.deepEqual(done, ['copy']);
    assert.deepEqual(screen.logged, [failure, failure]);
  });

  it('asks once for what happens by itself, and not again what was dismissed', async () => {
    flow.offer(corp);
    flow.offer(corp);
    await screen.answer(false);
    flow.offer(corp);
    assert.deepEqual(screen.asked, ['offer']);
    flow.offer(corp, does('copy'));
    assert.deepEqual(screen.asked, ['offer', 'offer']);
  });

  it('shows no notification while the browser is open', async () => {
    void flow.signIn(corp, does('refresh'));
    flow.offer(corp);
    flow.offer(corp, does('copy'));
    assert.deepEqual(screen.asked, ['browser']);
    await screen.answer(true);
    assert.deepEqual(done, ['refresh', 'copy']);
  });
});
