import assert from 'node:assert/strict';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { withFiles } from '../profiles/fixtures';
import {
  aCopy,
  assertProblem,
  type Connected,
  connect,
  connectTo,
  itemsOf,
  problemFrom,
  serve,
  withEnvironment,
} from '../support';

describe('a request', () => {
  let sandbox: RunningSandbox;
  let connected: Connected;

  beforeEach(async () => {
    sandbox = await startSandbox({ data: 'empty' });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: aCopy.SourceSnapshotIdentifier });
    connected = connectTo(sandbox);
  });

  afterEach(async () => {
    connected.gateway.dispose();
    await sandbox.close();
  });

  describe('when it is cancelled', () => {
    it('before it began: nothing is sent', async () => {
      const before = sandbox.requests.length;
      const problem = await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy, AbortSignal.abort()));
      assertProblem(problem, { kind: 'cancelled', outcomeUnknown: false });
      assert.equal(sandbox.requests.length, before);
    });

    it('a copy under way: its outcome is not known', async () => {
      const abort = new AbortController();
      sandbox.inject({ name: 'hangAfter' });
      const stop = sandbox.onRequest(() => abort.abort());
      const problem = await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy, abort.signal));
      stop();
      assertProblem(problem, { kind: 'cancelled', operation: 'CopyClusterSnapshot', outcomeUnknown: true });
      assert.equal(connected.log[0]?.errorCode, problem.code);
    });

    it('a listing between its pages', async () => {
      const abort = new AbortController();
      const listing = (async () => {
        for await (const page of connected.gateway.snapshots({}, abort.signal)) {
          assert.equal(page.more, true);
          abort.abort();
        }
      })();
      for (let n = 0; n < 101; n++) {
        sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier: `rs:beta-${n}` });
      }
      assertProblem(await problemFrom(listing), { kind: 'cancelled', operation: 'DescribeClusterSnapshots' });
    });

    it('while it waits to try again', async () => {
      const abort = new AbortController();
      sandbox.inject({ name: 'unavailable', count: 10 });
      const stop = sandbox.onRequest(() => abort.abort(new Error('superseded')));
      assertProblem(await problemFrom(itemsOf(connected.gateway.clusters(abort.signal))), { kind: 'cancelled' });
      stop();
    });

    it('while the credentials are being fetched', async () => {
      const abort = new AbortController();
      const hanging = await serve(() => abort.abort());
      const variables = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${hanging.endpoint}/credentials` };
      const target = { source: { kind: 'environment' }, region: 'eu-west-1', endpoint: sandbox.endpoint } as const;
      const { gateway } = connect({ target });
      const problem = await withEnvironment(variables, () =>
        problemFrom(gateway.send('CopyClusterSnapshot', aCopy, abort.signal)),
      );
      assertProblem(problem, { kind: 'cancelled', outcomeUnknown: false });
      await hanging.close();
    });
  });

  it('learns the service’s time from a refusal, for reading and for copying', async () => {
    const ahead = 3_600_000;
    const dates: number[] = [];
    const service = await serve((body, response, request) => {
      const count = dates.push(instant(String(request.headers['x-amz-date'])) - Date.now());
      response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
      const refusal =
        '<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>Signature expired: …</Message></Error></ErrorResponse>';
      const action = new URLSearchParams(body).get('Action');
      response.statusCode = count === 1 ? 403 : 200;
      response.end(count === 1 ? refusal : `<${action}Response><${action}Result/></${action}Response>`);
    });
    for (const first of ['clusters', 'cluster', 'send'] as const) {
      dates.length = 0;
      const { gateway } = connectTo({ ...sandbox, endpoint: service.endpoint });
      if (first === 'clusters') {
        assert.deepEqual(await itemsOf(gateway.clusters()), []);
      } else if (first === 'cluster') {
        assertProblem(await problemFrom(gateway.cluster('alpha')), { kind: 'clusterNotFound' });
      } else {
        const refused = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
        assertProblem(refused, { kind: 'clockSkewed', outcomeUnknown: false });
      }
      await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
      const hours = dates.map(offset => Math.round(Math.abs(offset) / ahead));
      assert.deepEqual(hours, first === 'send' ? [0, 1] : [0, 1, 1]);
      gateway.dispose();
    }
    await service.close();
  });

  it('is known by the app id of its own profile, and by none in the sample', async () => {
    const agents: string[] = [];
    const service = await serve((body, response, request) => {
      agents.push(String(request.headers['user-agent']));
      const action = new URLSearchParams(body).get('Action');
      response.end(`<${action}Response><${action}Result/></${action}Response>`);
    });
    const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n';
    const config = `[default]\nsdk_ua_app_id = other\n[profile mine]\nsdk_ua_app_id = mine\n${keys}`;
    const profile = {
      source: { kind: 'profile', name: 'mine' },
      region: 'eu-west-1',
      endpoint: service.endpoint,
    } as const;
    await withFiles({ config }, async () => {
      for (const { gateway } of [connect({ target: profile }), connectTo({ ...sandbox, endpoint: service.endpoint })]) {
        assert.deepEqual(await itemsOf(gateway.clusters()), []);
        gateway.dispose();
      }
    });
    assert.deepEqual(
      agents.map(agent => /app\/\S+/.exec(agent)?.[0]),
      ['app/mine', undefined],
    );
    await service.close();
  });

  it('that changes something goes over a connection that reading has used', async () => {
    const service = await serve((body, response) => {
      const action = new URLSearchParams(body).get('Action');
      response.end(`<${action}Response><${action}Result/></${action}Response>`);
    });
    const { gateway } = connectTo({ ...sandbox, endpoint: service.endpoint });
    await itemsOf(gateway.clusters());
    await problemFrom(gateway.cluster('alpha'));
    await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
    assert.equal(await service.connections(), 1);
    gateway.dispose();
    await service.close();
  });

  it('that begins after the end is refused', async () => {
    connected.gateway.dispose();
    const before = sandbox.requests.length;
    assertProblem(await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy)), {
      kind: 'cancelled',
      outcomeUnknown: false,
    });
    assertProblem(await problemFrom(itemsOf(connected.gateway.clusters())), { kind: 'cancelled' });
    assertProblem(await problemFrom(connected.gateway.callerIdentity()), { kind: 'cancelled' });
    assert.equal(sandbox.requests.length, before);
  });

  it('closes the connections that were replaced as soon as nothing uses them', async () => {
    const answer = '<DescribeClustersResponse><DescribeClustersResult/></DescribeClustersResponse>';
    const waiting: (() => void)[] = [];
    const endpoint = await serve((_, response) => waiting.push(() => response.end(answer)));
    const { gateway } = connectTo({ ...sandbox, endpoint: endpoint.endpoint });
    const requests = [itemsOf(gateway.clusters())];
    const arrived = async (count: number): Promise<void> => {
      while (waiting.length < count) {
        await new Promise(setImmediate);
      }
    };
    await arrived(1);
    gateway.renewCredentials();
    requests.push(itemsOf(gateway.clusters()));
    await arrived(2);
    assert.equal(await endpoint.connections(), 2);
    for (const go of waiting) {
      go();
    }
    await Promise.all(requests);
    while ((await endpoint.connections()) > 1) {
      await new Promise(setImmediate);
    }
    gateway.dispose();
    await endpoint.close();
  });

  it('closes its connections in the end', async () => {
    const answer = '<DescribeClustersResponse><DescribeClustersResult/></DescribeClustersResponse>';
    const endpoint = await serve((_, response) => response.end(answer));
    const { gateway } = connectTo({ ...sandbox, endpoint: endpoint.endpoint });
    await itemsOf(gateway.clusters());
    await itemsOf(gateway.clusters());
    assert.equal(await endpoint.connections(), 1);
    gateway.dispose();
    while ((await endpoint.connections()) > 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await endpoint.close();
  });
});

/** Of a date like `20260115T120000Z`: ms since the epoch. */
function instant(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}
