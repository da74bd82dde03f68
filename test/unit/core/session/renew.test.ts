import assert from 'node:assert/strict';
import type { ProfileList } from '../../../../src/core/model/aws';
import { type Problem, ProblemError } from '../../../../src/core/model/problem';
import type { CallerIdentity } from '../../../../src/core/model/target';
import type { RememberedChoice } from '../../../../src/core/session/session';
import type { Sessions } from '../../../../src/core/session/sessions';
import { aCluster, aProfileList } from '../../../support/builders';
import { FakeGateway, pages } from '../fakeGateway';
import { quietSessions } from '../quietSessions';

const role = (session: string, account = '111122223333'): CallerIdentity => ({
  account,
  arn: `arn:aws:sts::${account}:assumed-role/reader/${session}`,
});

/** Sessions on a profile `p` whose files and credentials can change. */
class World {
  list: ProfileList = listWith('eu-west-1');
  identity: () => Promise<CallerIdentity> = async () => role('one');
  readonly gateways: FakeGateway[] = [];
  readonly told: string[] = [];
  readonly renewed: FakeGateway[] = [];
  choice: RememberedChoice | undefined;
  /** Who the credentials are after they were renewed. */
  becomes: CallerIdentity | undefined;
  principalChanged: (problem: Problem) => void = () => {};

  readonly sessions = quietSessions({
    readProfiles: async () => this.list,
    connect: async (_, { principalChanged = () => {} }) => {
      this.principalChanged = principalChanged;
      const gateway = new FakeGateway({
        clusters: () => pages([aCluster()]),
        snapshots: () => pages(),
        callerIdentity: () => this.#identityBy(gateway),
      });
      gateway.renewCredentials = () => this.renewed.push(gateway);
      this.gateways.push(gateway);
      return gateway;
    },
    memory: {
      read: () => this.choice,
      write: choice => {
        this.choice = choice;
      },
    },
    principalChanged: ({ problem: { kind } }) => this.told.push(kind),
  });

  /** As a gateway does it: the credentials of somebody else are told, and refused. */
  async #identityBy(gateway: FakeGateway): Promise<CallerIdentity> {
    if (this.becomes === undefined || gateway !== this.gateways[0]) {
      return this.becomes ?? this.identity();
    }
    const error = problem('otherPrincipal');
    this.principalChanged(error.problem);
    throw error;
  }
}

function listWith(region: string): ProfileList {
  const source = { kind: 'profile', name: 'p' } as const;
  return aProfileList({ profiles: [{ name: 'p', kind: 'role', region }], initial: source });
}

function problem(kind: 'network' | 'signInRequired' | 'otherPrincipal'): ProblemError {
  return new ProblemError({ kind, code: 'X', message: 'x' });
}

function identityOf({ state }: Sessions): CallerIdentity | undefined {
  return state.kind === 'open' ? state.identity : undefined;
}

describe('after signing in, and when the AWS files have changed', () => {
  it('the session stays where target and principal are the same: with fresh credentials, and everything asked anew', async () => {
    const world = new World();
    await world.sessions.start();
    const { session } = world.sessions;
    await session?.tree.roots();
    world.identity = async () => role('two');
    await world.sessions.refresh('credentialsChanged');
    await session?.tree.roots();
    assert.equal(world.sessions.session, session);
    assert.deepEqual(world.renewed, world.gateways);
    assert.equal(world.gateways[0]?.asked.filter(what => what === 'clusters').length, 2);
  });

  const reopening: Readonly<Record<string, (world: World) => void>> = {
    'the Region is another one': world => {
      world.list = listWith('us-east-1');
    },
    'the account is another one': world => {
      world.becomes = role('one', '999988887777');
    },
    'the profile is gone': world => {
      world.list = aProfileList({ profiles: [] });
    },
  };
  for (const [title, change] of Object.entries(reopening)) {
    it(`it is opened again, or closed, where ${title}`, async () => {
      const world = new World();
      await world.sessions.start();
      const { session } = world.sessions;
      await session?.identity;
      change(world);
      await world.sessions.refresh('credentialsChanged');
      assert.notEqual(world.sessions.session, session);
      assert.equal(session?.ended.aborted, true);
    });
  }

  it('it is asked again who it is where nobody knew, and that is shown', async () => {
    const world = new World();
    world.identity = () => Promise.reject(problem('signInRequired'));
    await world.sessions.start();
    const { session } = world.sessions;
    assert.equal(await session?.identity, undefined);
    world.identity = async () => role('one');
    await world.sessions.refresh('credentialsChanged');
    assert.equal(world.sessions.session, session);
    assert.deepEqual(identityOf(world.sessions), role('one'));
  });

  it('the session stays where it cannot be found out at the moment: what is read says why', async () => {
    const world = new World();
    await world.sessions.start();
    const { session } = world.sessions;
    await session?.identity;
    world.identity = () => Promise.reject(problem('network'));
    await world.sessions.refresh('credentialsChanged');
    assert.deepEqual([world.sessions.session, identityOf(world.sessions)], [session, role('one')]);
  });

  it('credentials that are somebody else’s by now replace the session by themselves', async () => {
    const world = new World();
    await world.sessions.start();
    const { session } = world.sessions;
    world.identity = async () => role('one', '999988887777');
    world.principalChanged(problem('otherPrincipal').problem);
    await world.sessions.start();
    assert.deepEqual(world.told, ['otherPrincipal']);
    assert.equal(session?.ended.aborted, true);
    assert.deepEqual(await world.sessions.session?.identity, role('one', '999988887777'));
  });

  it('nothing is opened that had not been opened', async () => {
    const world = new World();
    await world.sessions.refresh('credentialsChanged');
    assert.deepEqual([world.sessions.state.kind, world.gateways], ['idle', []]);
  });
});
