import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { ProblemError } from '../../src/core/model/problem';
import type { SsoSignIn } from '../../src/core/model/signIn';
import type { Sessions } from '../../src/core/session/sessions';
import { statementIn } from '../../src/ui/access/statementIn';
import { CommandRegistry } from '../../src/ui/app/commandRegistry';
import { commandIds } from '../../src/ui/commands/ids';
import { UserError } from '../../src/ui/commands/userError';
import { aFailure, aProblem, aTarget } from '../support/builders';
import { FakeGateway } from '../unit/core/fakeGateway';
import { quietSessions } from '../unit/core/quietSessions';

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
      showActivity: async () => {},
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

describe('a command of a row that VS Code does not know while it asks for the rows anew', () => {
  const ran: unknown[] = [];
  const host = {
    sessions: () => [],
    showManualSnapshots: async () => {},
    showActivity: async () => {},
    signIn: async () => {},
    offerSignIn: () => {},
  };
  const run = (...given: unknown[]) => ran.push(given);
  const table = { [commandIds.showJson]: { run }, [commandIds.filter]: { run } };
  const registry = new CommandRegistry(table, host, () => {});
  const row = { kind: 'snapshot' };
  beforeEach(() => ran.splice(0));

  it('does nothing: nobody knows which row it was', async () => {
    await registry.run(commandIds.showJson, [undefined, undefined]);
    await registry.run(commandIds.showJson, [row, [row, undefined]]);
    deepEqual(ran, []);
  });

  it('is not that of the palette, of a key, or of rows that are known', async () => {
    const all = [[], [undefined], [row, undefined], [row, [row, row]]];
    for (const given of all) {
      await registry.run(commandIds.showJson, given);
    }
    deepEqual(ran, all);
  });

  it('is not that of the title of a view, which needs no row', async () => {
    await registry.run(commandIds.filter, [undefined, undefined]);
    equal(ran.length, 1);
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
      showActivity: async () => {},
      signIn: async () => {},
      offerSignIn: (_: SsoSignIn, retry: () => unknown) => {
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

describe('a problem of one of several Regions', () => {
  let sessions: Sessions;

  before(async () => {
    sessions = quietSessions({
      connect: async () =>
        new FakeGateway({ callerIdentity: async () => ({ account: '111122223333', arn: 'arn:aws:iam::1:user/me' }) }),
      furtherRegions: () => ['us-east-1'],
    });
    await sessions.start();
  });
  after(() => sessions.dispose());

  async function shownFor(region: string): Promise<UserError> {
    const problem = aFailure('accessDenied', { operation: 'CopyClusterSnapshot', target: aTarget({ region }) });
    const registry = new CommandRegistry(
      { copy: { run: () => Promise.reject(problem), asksNothing: () => true } },
      {
        sessions: () => sessions.all,
        showManualSnapshots: async () => {},
        showActivity: async () => {},
        signIn: async () => {},
        offerSignIn: () => {},
      },
      () => undefined,
    );
    return registry.run('copy', []).then(
      () => Promise.reject(new Error('It was not passed on.')),
      (error: UserError) => error,
    );
  }

  it('is its own, and so is the statement that would help', async () => {
    const { session, problem } = await shownFor('us-east-1');
    ok(session !== undefined && session === sessions.all[1]);
    deepEqual(await statementIn(session, problem ?? aProblem('unknown'), 'alpha'), {
      Effect: 'Allow',
      Action: 'redshift:CopyClusterSnapshot',
      Resource: 'arn:aws:redshift:us-east-1:111122223333:snapshot:alpha/*',
    });
  });

  it('is nobody’s where that Region is no longer on the screen', async () => {
    equal((await shownFor('ap-south-1')).session, undefined);
  });
});
