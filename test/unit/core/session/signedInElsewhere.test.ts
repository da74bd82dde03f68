import assert from 'node:assert/strict';
import type { Sessions } from '../../../../src/core/session/sessions';
import { aCluster, aFailure } from '../../../support/builders';
import { FakeGateway, pages, pagesThenFailure } from '../fakeGateway';
import { quietSessions } from '../quietSessions';

const notSignedIn = aFailure('signInRequired', {
  signIn: { kind: 'sso', startUrl: 'https://corp.awsapps.com/start', region: 'eu-west-1', profile: 'work' },
});

describe('a sign-in with another tool', () => {
  let signedIn: boolean;
  let opened: FakeGateway[];
  let sessions: Sessions;

  beforeEach(() => {
    opened = [];
    sessions = quietSessions({
      connect: async () => {
        const gateway = new FakeGateway({
          clusters: () => (signedIn ? pages([aCluster()]) : pagesThenFailure(notSignedIn)),
          snapshots: () => pages(),
          callerIdentity: async () =>
            signedIn ? { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' } : fail(),
        });
        opened.push(gateway);
        return gateway;
      },
    });
  });
  afterEach(() => sessions.dispose());

  const kinds = async () => (await sessions.session?.tree.roots())?.map(({ kind }) => kind);

  it('goes on with what has waited for it', async () => {
    signedIn = false;
    await sessions.start();
    assert.deepEqual(await kinds(), ['problem']);
    signedIn = true;
    await sessions.refresh('signedInElsewhere');
    assert.deepEqual(await kinds(), ['cluster', 'orphanGroup']);
  });

  it('asks nothing anew where nothing has waited', async () => {
    signedIn = true;
    await sessions.start();
    await kinds();
    await sessions.refresh('signedInElsewhere');
    await kinds();
    assert.deepEqual(
      opened.map(({ asked }) => asked.filter(what => what === 'clusters').length),
      [1],
    );
  });
});

async function fail(): Promise<never> {
  throw notSignedIn;
}
