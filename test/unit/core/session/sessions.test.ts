import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProfileList, StaticCredentials } from '../../../../src/core/model/aws';
import type { CallerIdentity, CredentialSource, Target } from '../../../../src/core/model/target';
import {
  type RememberedChoice,
  type Session,
  type SessionState,
  sessionsOf,
} from '../../../../src/core/session/session';
import { type SessionConnect, Sessions, type SessionsOptions } from '../../../../src/core/session/sessions';
import { aCluster, aFailure, aProfileList } from '../../../support/builders';
import { FakeGateway, pages, settled } from '../fakeGateway';

const me: CallerIdentity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
const sandbox = {
  endpoint: 'http://127.0.0.1:1',
  region: 'eu-west-1',
  credentials: { accessKeyId: 'sample', secretAccessKey: 'sample' },
  close: async (): Promise<void> => {},
};

interface Given extends Partial<Pick<SessionsOptions, 'connect' | 'startSandbox'>> {
  readonly profiles?: ProfileList;
  readonly readProfiles?: () => Promise<ProfileList>;
  readonly remembered?: RememberedChoice;
  readonly furtherRegions?: readonly string[];
  readonly identity?: (target: Target) => Promise<CallerIdentity>;
}

interface Opened {
  readonly target: Target;
  readonly credentials: StaticCredentials | undefined;
  readonly gateway: FakeGateway;
}

interface World {
  readonly sessions: Sessions;
  /** Each state that was told, in a few words: `starting`, `open work`, `open work as 111122223333`. */
  readonly told: string[];
  readonly opened: Opened[];
  readonly treeTold: { readonly session: Session; readonly key: string | undefined }[];
  readonly memory: { choice: RememberedChoice | undefined };
}

/** A machine with the profiles p0 to p19, and `work`, which the AWS tools would use. */
function aWorld(given: Given = {}): World {
  const names = ['work', ...Array.from({ length: 20 }, (_, number) => `p${number}`)];
  const profiles = names.map(name => ({ name, kind: 'keys', region: 'eu-west-1' }) as const);
  const list = given.profiles ?? aProfileList({ profiles, initial: aProfile('work') });
  const world = { told: [], opened: [], treeTold: [], memory: { choice: given.remembered } } as Omit<World, 'sessions'>;
  const identity = given.identity ?? (async () => me);
  const connect = async (target: Target, { credentials }: SessionConnect): Promise<FakeGateway> => {
    const gateway = new FakeGateway({
      clusters: () => pages([aCluster()]),
      snapshots: () => pages(),
      callerIdentity: () => identity(target),
    });
    world.opened.push({ target, credentials, gateway });
    return gateway;
  };
  const sessions = new Sessions({
    readProfiles: given.readProfiles ?? (async () => list),
    connect: given.connect ?? connect,
    startSandbox: given.startSandbox ?? (async () => sandbox),
    memory: {
      read: () => world.memory.choice,
      write: choice => {
        world.memory.choice = choice;
      },
    },
    furtherRegions: () => given.furtherRegions ?? [],
    treeChanged: (session, key) => world.treeTold.push({ session, key }),
    refreshing: session => world.treeTold.push({ session, key: 'refreshing' }),
    changed: state => world.told.push(inWords(state)),
    principalChanged: () => {},
    failed: error => {
      throw error;
    },
  });
  return { ...world, sessions };
}

function aProfile(name: string): CredentialSource {
  return { kind: 'profile', name };
}

describe('a session', () => {
  it('is not opened before it is needed', () => {
    const { sessions, told } = aWorld();
    assert.deepEqual([sessions.state, sessions.session, told], [{ kind: 'idle' }, undefined, []]);
  });

  it('starts with what the AWS tools would use', async () => {
    const { sessions, told } = aWorld();
    await sessions.start();
    assert.deepEqual(told.slice(0, 2), ['starting', 'open work']);
    assert.deepEqual(sessions.session?.target, { source: aProfile('work'), region: 'eu-west-1' });
  });

  it('starts with what was chosen before in this workspace', async () => {
    const { sessions } = aWorld({ remembered: { source: aProfile('p7'), region: 'ap-south-1' } });
    await sessions.start();
    assert.deepEqual(sessions.session?.target, { source: aProfile('p7'), region: 'ap-south-1' });
  });

  it('starts once, and is there for all who wait for its start', async () => {
    const { sessions, opened } = aWorld();
    const first = sessions.start();
    await sessions.start();
    assert.notEqual(sessions.session, undefined);
    await first;
    await sessions.start();
    assert.equal(opened.length, 1);
  });

  it('is there for who waits for the start also when another one is chosen meanwhile', async () => {
    const gate = aGate();
    const list = aProfileList({ profiles: [{ name: 'late', kind: 'keys', region: 'eu-west-1' }] });
    const { sessions } = aWorld({
      readProfiles: async () => {
        await gate.opened;
        return list;
      },
    });
    const started = sessions.start();
    const chosen = sessions.choose(aProfile('late'));
    let ready: unknown = 'never';
    const waiting = started.then(() => {
      ready = sessions.session?.target.source;
    });
    gate.open();
    await Promise.all([waiting, chosen]);
    assert.deepEqual(ready, aProfile('late'));
  });

  it('says who it is as soon as that is known, and is the same one then', async () => {
    const { sessions, told } = aWorld();
    await sessions.start();
    const { session } = sessions;
    await settled();
    assert.deepEqual(told, ['starting', 'open work', 'open work as 111122223333']);
    assert.ok(session !== undefined && sessions.isCurrent(session));
    assert.deepEqual(await session.identity, me);
  });

  it('goes without a name where STS does not answer', async () => {
    const { sessions, told } = aWorld({
      identity: async () => {
        throw aFailure('accessDenied');
      },
    });
    await sessions.start();
    await settled();
    assert.deepEqual(told, ['starting', 'open work']);
    assert.equal(await sessions.session?.identity, undefined);
  });

  it('tells what changes in its tree, and that it is its own', async () => {
    const { sessions, treeTold } = aWorld();
    await sessions.start();
    const { session } = sessions;
    await session?.tree.refresh();
    await session?.tree.places();
    assert.deepEqual(
      treeTold.map(told => [told.session === session, told.key]),
      [
        [true, 'refreshing'],
        [true, undefined],
      ],
    );
  });
});

describe('another session', () => {
  it('takes the place of the one before, which is ended: aborted, silent, disconnected', async () => {
    const { sessions, opened, treeTold } = aWorld();
    await sessions.start();
    const before = sessions.session;
    await sessions.choose(aProfile('p1'));
    await settled();
    assert.ok(before?.ended.aborted);
    assert.ok(!sessions.isCurrent(before));
    assert.deepEqual([opened[0]?.gateway.disposed, opened[1]?.gateway.disposed], [true, false]);
    void before.tree.refresh();
    assert.deepEqual(treeTold, []);
  });

  it('leaves nothing of the old one on the screen while it is opened', async () => {
    const { sessions, told } = aWorld();
    await sessions.start();
    const change = sessions.choose(aProfile('p1'));
    assert.deepEqual([sessions.state.kind, sessions.session], ['starting', undefined]);
    await change;
    assert.deepEqual(
      told.filter(state => !state.includes(' as ')),
      ['starting', 'open work', 'starting', 'open p1'],
    );
  });

  it('is not named after the one before, whose identity came late', async () => {
    const gates = new Map([
      ['work', aGate()],
      ['p1', aGate()],
    ]);
    const { sessions, told } = aWorld({
      identity: async ({ source }) => {
        await gates.get(nameOf(source))?.opened;
        return me;
      },
    });
    await sessions.start();
    await sessions.choose(aProfile('p1'));
    gates.get('work')?.open();
    await settled();
    assert.deepEqual(told.slice(-1), ['open p1']);
    gates.get('p1')?.open();
    await settled();
    assert.deepEqual(told.slice(-1), ['open p1 as 111122223333']);
  });

  it('is remembered, with its Region only where that was chosen', async () => {
    const { sessions, memory } = aWorld();
    await sessions.choose(aProfile('p1'));
    assert.deepEqual(memory.choice, { source: aProfile('p1') });
    await sessions.choose(aProfile('p1'), 'ap-south-1');
    assert.deepEqual(memory.choice, { source: aProfile('p1'), region: 'ap-south-1' });
    assert.equal(sessions.session?.target.region, 'ap-south-1');
  });

  it('of the same choice reads the AWS files again', async () => {
    let region = 'eu-west-1';
    const { sessions } = aWorld({
      readProfiles: async () =>
        aProfileList({ profiles: [{ name: 'work', kind: 'keys', region }], initial: aProfile('work') }),
    });
    await sessions.start();
    const before = sessions.session;
    region = 'eu-west-2';
    await sessions.reopen();
    assert.deepEqual([sessions.session?.target.region, before?.ended.aborted], ['eu-west-2', true]);
  });

  it('is the last one of twenty quick choices, in whatever order they answer; all others are ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), async order => {
        const gates = Array.from({ length: 20 }, aGate);
        const gateways: FakeGateway[] = [];
        const { sessions, told } = aWorld({
          connect: async ({ source }) => {
            const number = Number(nameOf(source).slice(1));
            await gates[number]?.opened;
            const gateway = new FakeGateway({ callerIdentity: async () => me });
            gateways[number] = gateway;
            return gateway;
          },
        });
        const changes = gates.map((_, number) => sessions.choose(aProfile(`p${number}`)));
        for (const number of order) {
          gates[number]?.open();
          await settled();
        }
        await Promise.all(changes);
        assert.deepEqual(
          told.filter(state => state !== 'starting'),
          ['open p19', 'open p19 as 111122223333'],
        );
        assert.deepEqual(
          gateways.map(({ disposed }) => disposed),
          gates.map((_, number) => number !== 19),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('further Regions', () => {
  const furtherRegions = ['eu-north-1', 'eu-west-1', 'eu-north-1', 'ap-south-1'];

  it('are sessions of the same credentials beside the chosen one, each Region once', async () => {
    const { sessions } = aWorld({ furtherRegions });
    await sessions.start();
    assert.deepEqual(
      sessionsOf(sessions.state).map(({ target }) => target),
      ['eu-west-1', 'eu-north-1', 'ap-south-1'].map(region => ({ source: aProfile('work'), region })),
    );
    assert.equal(sessions.session?.target.region, 'eu-west-1');
  });

  it('end together with the chosen one', async () => {
    const { sessions, opened } = aWorld({ furtherRegions });
    await sessions.start();
    const before = sessionsOf(sessions.state);
    await sessions.choose(aProfile('p1'));
    await settled();
    assert.deepEqual(
      before.map(({ ended }) => ended.aborted),
      [true, true, true],
    );
    const gateways = opened.flatMap(({ gateway }) => [gateway, ...gateway.beside]);
    assert.deepEqual(
      gateways.map(({ disposed }) => disposed),
      [true, true, true, false, false, false],
    );
  });

  it('tell what changes in their own trees', async () => {
    const { sessions, treeTold } = aWorld({ furtherRegions });
    await sessions.start();
    const [, north] = sessionsOf(sessions.state);
    await north?.tree.places();
    assert.deepEqual(
      treeTold.map(({ session }) => session.target.region),
      ['eu-north-1'],
    );
  });

  it('are one caller: the same connection in other Regions', async () => {
    const { sessions, opened } = aWorld({ furtherRegions });
    await sessions.start();
    assert.deepEqual(await Promise.all(sessions.all.map(({ identity }) => identity)), [me, me, me]);
    assert.equal(opened.length, 1);
    assert.deepEqual(opened[0]?.gateway.asked, ['inRegion eu-north-1', 'inRegion ap-south-1', 'callerIdentity']);
  });

  it('are none of the sample data', async () => {
    const { sessions } = aWorld({ furtherRegions });
    await sessions.choose({ kind: 'sample' });
    assert.equal(sessionsOf(sessions.state).length, 1);
  });

  it('are none while nothing is open', () => {
    const { sessions } = aWorld({ furtherRegions });
    assert.deepEqual(sessionsOf(sessions.state), []);
  });
});

describe('the connection of a session that has ended', () => {
  it('stays open for what must be carried to its end, however that ends', async () => {
    for (const fails of [false, true]) {
      const { sessions, opened } = aWorld();
      await sessions.start();
      const gate = aGate();
      const work = sessions.session?.carryThrough(
        gate.opened.then(() => {
          if (fails) {
            throw new Error('It failed.');
          }
          return 'done';
        }),
      );
      const outcome = work?.catch((error: Error) => error.message);
      await sessions.choose(aProfile('p1'));
      await settled();
      assert.equal(opened[0]?.gateway.disposed, false);
      gate.open();
      assert.equal(await outcome, fails ? 'It failed.' : 'done');
      await settled();
      assert.equal(opened[0]?.gateway.disposed, true);
    }
  });
});

describe('without a target', () => {
  const problems = [{ file: 'config', line: 3, kind: 'syntax', text: '[profile' }] as const;

  it('it says that there are no profiles, and what is wrong with the files', async () => {
    const { sessions } = aWorld({ profiles: aProfileList({ profiles: [], problems }) });
    await sessions.start();
    assert.deepEqual(sessions.state, { kind: 'noProfiles', problems });
  });

  it('it says that none is chosen, and what is wrong with the files', async () => {
    const { sessions } = aWorld({ profiles: aProfileList({ problems }) });
    await sessions.start();
    assert.deepEqual(sessions.state, { kind: 'noneChosen', problems });
  });

  it('it says which profile is gone', async () => {
    const { sessions } = aWorld({ remembered: { source: aProfile('left') } });
    await sessions.start();
    assert.deepEqual(sessions.state, { kind: 'noneChosen', gone: 'left', problems: [] });
  });

  it('it says whose Region is missing', async () => {
    const profiles = aProfileList({ profiles: [{ name: 'work', kind: 'keys' }], initial: aProfile('work') });
    const { sessions, opened } = aWorld({ profiles });
    await sessions.start();
    assert.deepEqual(sessions.state, { kind: 'noRegion', source: aProfile('work'), problems: [] });
    assert.deepEqual(opened, []);
  });

  it('it says which variable has named the profile, until somebody chooses one', async () => {
    const profiles = [
      { name: 'work', kind: 'keys', region: 'eu-west-1' },
      { name: 'nowhere', kind: 'keys' },
    ] as const;
    const variableOf = ({ state }: Sessions) => ('variable' in state ? state.variable : undefined);
    const named = { name: 'work', variable: 'AWS_DEFAULT_PROFILE' };
    const { sessions } = aWorld({ profiles: aProfileList({ profiles, named, initial: aProfile('work') }) });
    await sessions.start();
    assert.equal(variableOf(sessions), 'AWS_DEFAULT_PROFILE');
    await sessions.choose(aProfile('work'));
    assert.equal(variableOf(sessions), undefined);
    const nowhere = { named: { ...named, name: 'nowhere' }, initial: aProfile('nowhere') };
    const other = aWorld({ profiles: aProfileList({ profiles, ...nowhere }) });
    await other.sessions.start();
    assert.deepEqual([other.sessions.state.kind, variableOf(other.sessions)], ['noRegion', 'AWS_DEFAULT_PROFILE']);
    const keys = aWorld({
      profiles: aProfileList({ profiles, named, environment: {}, initial: { kind: 'environment' } }),
    });
    await keys.sessions.start();
    assert.equal(variableOf(keys.sessions), undefined);
  });

  it('the session before it is ended all the same', async () => {
    const { sessions, opened } = aWorld();
    await sessions.start();
    await sessions.choose(aProfile('left'));
    await settled();
    assert.equal(sessions.session, undefined);
    assert.equal(opened[0]?.gateway.disposed, true);
  });
});

describe('the sample data', () => {
  it('is served by the sandbox, with its endpoint and its credentials', async () => {
    const { sessions, opened } = aWorld();
    await sessions.choose({ kind: 'sample' });
    const target = { source: { kind: 'sample' }, region: 'eu-west-1', endpoint: sandbox.endpoint };
    assert.deepEqual(sessions.session?.target, target);
    assert.deepEqual(opened[0]?.credentials, sandbox.credentials);
  });

  it('reads no AWS file', async () => {
    const { sessions } = aWorld({
      readProfiles: async () => {
        throw new Error('It was read.');
      },
    });
    await sessions.choose({ kind: 'sample' });
    assert.equal(sessions.state.kind, 'open');
  });

  it('gives its credentials to nothing else', async () => {
    const { sessions, opened } = aWorld();
    await sessions.choose({ kind: 'sample' });
    await sessions.choose(aProfile('p1'));
    assert.equal(opened[1]?.credentials, undefined);
  });
});

describe('a session that cannot be opened', () => {
  const failing: readonly (readonly [string, Given, CredentialSource])[] = [
    ['the AWS files cannot be read', { readProfiles: () => Promise.reject(new Error('No.')) }, aProfile('p1')],
    ['there is no connection', { connect: () => Promise.reject(new Error('No.')) }, aProfile('p1')],
    ['the sandbox does not start', { startSandbox: () => Promise.reject(new Error('No.')) }, { kind: 'sample' }],
  ];
  for (const [why, given, source] of failing) {
    it(`leaves the choice to the user, and says why once: ${why}`, async () => {
      const { sessions, told } = aWorld(given);
      await assert.rejects(sessions.choose(source), /No\./);
      assert.deepEqual(told, ['starting', 'noneChosen']);
      // Who comes later finds that none is chosen, not the error of then.
      await sessions.start();
      assert.deepEqual(told, ['starting', 'noneChosen']);
    });
  }

  it('says so to everybody who waited for it', async () => {
    const { sessions } = aWorld({ connect: () => Promise.reject(new Error('No.')) });
    const waiting = [sessions.start(), sessions.start()];
    const outcomes = await Promise.allSettled(waiting);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });

  it('does no harm to the one that was chosen after it, and is not spoken of any more', async () => {
    const gate = aGate();
    const { sessions, told } = aWorld({
      startSandbox: async () => {
        await gate.opened;
        throw new Error('Too late.');
      },
    });
    const sample = sessions.choose({ kind: 'sample' });
    await sessions.choose(aProfile('p1'));
    gate.open();
    await sample;
    assert.deepEqual(told.slice(0, 3), ['starting', 'starting', 'open p1']);
    assert.equal(sessions.state.kind, 'open');
  });
});

describe('after all is disposed', () => {
  it('the session is ended', async () => {
    const { sessions, opened } = aWorld();
    await sessions.start();
    const { session } = sessions;
    sessions.dispose();
    await settled();
    assert.deepEqual([session?.ended.aborted, opened[0]?.gateway.disposed], [true, true]);
  });

  it('a session that was being opened is not shown, and disconnected; nobody waits for ever', async () => {
    const gate = aGate();
    const gateway = new FakeGateway({ callerIdentity: async () => me });
    const { sessions, told } = aWorld({
      connect: async () => {
        await gate.opened;
        return gateway;
      },
    });
    const waiting = [sessions.start(), sessions.start()];
    sessions.dispose();
    gate.open();
    await Promise.all(waiting);
    await settled();
    assert.deepEqual(told, ['starting']);
    assert.equal(gateway.disposed, true);
  });
});

function inWords(state: SessionState): string {
  if (state.kind !== 'open') {
    return state.kind;
  }
  const { session, identity } = state;
  return `open ${nameOf(session.target.source)}${identity === undefined ? '' : ` as ${identity.account}`}`;
}

function nameOf(source: CredentialSource): string {
  return source.kind === 'profile' ? source.name : source.kind;
}

/** Something that happens when the test says so. */
function aGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}
