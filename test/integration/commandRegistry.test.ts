import { deepEqual, equal, rejects } from 'node:assert/strict';
import { CommandRegistry } from '../../src/ui/commandRegistry';
import { aFailure } from '../support/builders';

describe('a command that was cancelled', () => {
  const cancelled = aFailure('cancelled');
  const logged: unknown[] = [];
  const registry = new CommandRegistry(
    {
      asks: { run: () => Promise.reject(cancelled) },
      asksNothing: { run: () => Promise.reject(cancelled), asksNothing: () => true },
    },
    {
      state: () => ({ kind: 'starting' }),
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
