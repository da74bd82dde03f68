import type { SignInHost } from '../../core/signIn/signIn';

/** Signing in is part of the commands' bundle: loaded when it is first needed. */
export function lazySignIn(
  load: () => Promise<{ readonly signIn: SignInHost }>,
  failed: (error: unknown) => void,
): SignInHost {
  return {
    askMfaCode: async (question, signal) => (await load()).signIn.askMfaCode(question, signal),
    signInNeeded: place => {
      // The request that told of it fails anyway, with a row of its own.
      load().then(({ signIn }) => signIn.signInNeeded(place), failed);
    },
    programWaits: wait => {
      load().then(({ signIn }) => signIn.programWaits(wait), failed);
    },
  };
}
