import assert from 'node:assert/strict';
import type { ProfileList } from '../../../../src/core/aws';
import { ProblemError } from '../../../../src/core/problem';
import type { RememberedChoice } from '../../../../src/core/session/session';
import { Sessions } from '../../../../src/core/session/sessions';
import type { CallerIdentity } from '../../../../src/core/target';
import { aCluster, aProfileList } from '../../../support/builders';
import { FakeGateway, pages } from '../fakeGateway';

const role = (session: string, account = '111122223333'): CallerIdentity => ({
  account,
  arn: `arn:aws:sts::${account}:assumed-role/reader/${session}`,
});

/** Sessions on a profile `p` whose files and credentials can change. */
class World {
  list: ProfileList = listWith('eu-west-1');
  identity: () => Promise<CallerIdentity> = async () => role('one');
  readonly gateways: FakeGateway[] = [];
  readonly renewed: FakeGateway[] = [];
  choice: RememberedChoice | undefined;

  readonly sessions = new Sessions({
    readProfiles: async () => this.list,
    connect: async () => {
      const gateway = new FakeGateway({
        clusters: () => pages([aCluster()]),
        snapshots: () => pages(),
        callerIdentity: () => this.identity(),
      });
      gateway.renewCredentials = () => this.renewed.push(gateway);
      this.gateways.push(gateway);
      return gateway;
    },
    startSandbox: () => Promise.reject(new Error('Not here.')),
    memory: {
      read: () => this.choice,
      write: choice => {
        this.choice = choice;
      },
    },
    furtherRegions: () => this.regions,
    treeChanged: () => {},
    changed: () => {},
  });

  constructor(private readonly regions: readonly string[] = []) {}
}

function listWith(region: string): ProfileList {
  const source = { kind: 'profile', name: 'p' } as const;
  return aProfileList({ profiles: [{ name: 'p', kind: 'role', region }], initial: source });
}

describe('after signing in, and when the AWS files have changed', () => {
  it('the session stays where target and principal are the same: with fresh credentials, and everything asked anew', async () => {
    const world = new World();
    await world.sessions.start();
    const { session } = world.sessions;
    await session?.tree.roots();
    world.identity = async () => role('two');
    await world.sessions.renew();
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
      world.identity = async () => role('one', '999988887777');
    },
    'who it is cannot be found out': world => {
      world.identity = () => Promise.reject(new ProblemError({ kind: 'network', code: 'X', message: 'x' }));
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
      await world.sessions.renew();
      assert.notEqual(world.sessions.session, session);
      assert.equal(session?.ended.aborted, true);
    });
  }

  it('it is opened again where nobody knew who it was', async () => {
    const world = new World();
    world.identity = () => Promise.reject(new ProblemError({ kind: 'signInRequired', code: 'X', message: 'x' }));
    await world.sessions.start();
    const { session } = world.sessions;
    world.identity = async () => role('one');
    await world.sessions.renew();
    assert.notEqual(world.sessions.session, session);
    assert.deepEqual(await world.sessions.session?.identity, role('one'));
  });

  it('each Region that is shown is renewed', async () => {
    const world = new World(['us-east-1']);
    await world.sessions.start();
    await Promise.all(world.sessions.all.map(({ identity }) => identity));
    await world.sessions.renew();
    assert.equal(world.sessions.all.length, 2);
    assert.deepEqual(new Set(world.renewed), new Set(world.gateways));
  });

  it('nothing is opened that had not been opened', async () => {
    const world = new World();
    await world.sessions.renew();
    assert.deepEqual([world.sessions.state.kind, world.gateways], ['idle', []]);
  });
});
