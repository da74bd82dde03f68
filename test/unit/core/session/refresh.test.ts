import assert from 'node:assert/strict';
import type { CallerIdentity } from '../../../../src/core/model/target';
import { aCluster, aFailure } from '../../../support/builders';
import { FakeGateway, pages } from '../fakeGateway';
import { quietSessions } from '../quietSessions';

const me: CallerIdentity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };

describe('when the user wants everything anew', () => {
  let who: () => Promise<CallerIdentity>;
  let opened: FakeGateway[];

  beforeEach(() => {
    who = async () => me;
    opened = [];
  });

  const aWindow = () =>
    quietSessions({
      connect: async () => {
        const gateway = new FakeGateway({
          clusters: () => pages([aCluster()]),
          snapshots: () => pages(),
          callerIdentity: () => who(),
        });
        opened.push(gateway);
        return gateway;
      },
      furtherRegions: () => ['us-east-1'],
    });

  it('the lists of all Regions are asked for again, and a one-time code that was not given may be', async () => {
    const sessions = aWindow();
    await sessions.start();
    const { session, all } = sessions;
    await Promise.all(all.map(({ identity }) => identity));
    await Promise.all(all.map(({ tree }) => tree.roots()));
    await sessions.refresh('asked');
    await Promise.all(all.map(({ tree }) => tree.roots()));
    assert.equal(sessions.session, session);
    const [gateway] = opened;
    for (const { asked } of [gateway, ...(gateway?.beside ?? [])].filter(known => known !== undefined)) {
      assert.equal(asked.filter(what => what === 'clusters').length, 2);
      assert.ok(asked.includes('allowQuestions'));
    }
    assert.equal(gateway?.beside.length, 1);
    sessions.dispose();
  });

  it('the choice is opened again where nobody knows who is asking', async () => {
    who = () => Promise.reject(aFailure('signInRequired'));
    const sessions = aWindow();
    await sessions.start();
    await sessions.session?.identity;
    await sessions.refresh('asked');
    assert.equal(opened.length, 2);
    assert.equal(opened[0]?.disposed, true);
    sessions.dispose();
  });
});
