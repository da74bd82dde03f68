import { deepEqual, equal, rejects } from 'node:assert/strict';
import { ProblemError } from '../../src/core/problem';
import type { SsoPlace } from '../../src/core/signIn/signIn';
import { CommandRegistry } from '../../src/ui/commandRegistry';
import { UserError } from '../../src/ui/userError';
import { aFailure, aProblem } from '../support/builders';

describe('a command that was cancelled', () => {
  const cancelled = aFailure('cancelled');
  const logged: unknown[] = [];
  const registry = new CommandRegistry(
    {
      asks: { run: () => Promise.reject(cancelled) },
      asksNothing: { run: () => Promise.reject(cancelled), asksNothing: () => true },
    },
    {
      sessions: () => [],
      showManualSnapshots: async () => {},
      signIn: async () => {},
      offerSignIn: () => {},
    },
    error => logged.push(error),
  );

  it('says nothing: who has chosen another profile meanwhile knows it', async () => {
    equal(await registry.run('asks', []), undefined);
    deepEqual(logged, []);
  });

  it('tells the program that has called it', async () => {
    await rejects(registry.run('asksNothing', []), /It is cancelled\./);
  });
});

describe('a command that somebody has to sign in for', () => {
  const place = { kind: 'sso', startUrl: 'https://corp', region: 'us-east-1', profile: 'p' } as const;
  const notSignedIn = new ProblemError({ ...aProblem('signInRequired'), signIn: place });

  function aRegistry(run: () => Promise<unknown>) {
    const waiting: (() => unknown)[] = [];
    const logged: unknown[] = [];
    const host = {
      sessions: () => [],
      showManualSnapshots: async () => {},
      signIn: async () => {},
      offerSignIn: (_: SsoPlace, retry: () => unknown) => {
        waiting.push(retry);
      },
    };
    return { waiting, logged, registry: new CommandRegistry({ copy: { run } }, host, error => logged.push(error)) };
  }

  it('fails after signing in as it fails at once: inside the boundary, and can go on after the next sign-in', async () => {
    const failure = aFailure('network');
    const again = new UserError('Not signed in.', {
      problem: notSignedIn.problem,
      retry: () => Promise.reject(failure),
    });
    const { registry, waiting, logged } = aRegistry(() => Promise.reject(again));
    await registry.run('copy', []);
    equal(waiting.length, 1);
    await waiting[0]?.();
    deepEqual(logged, [again, failure]);
  });

  it('waits again when it is not signed in after all', async () => {
    const again: UserError = new UserError('Not signed in.', {
      problem: notSignedIn.problem,
      retry: () => Promise.reject(again),
    });
    const { registry, waiting } = aRegistry(() => Promise.reject(again));
    await registry.run('copy', []);
    await waiting[0]?.();
    equal(waiting.length, 2);
  });
});
