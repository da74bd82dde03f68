import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { Problem, ProblemKind } from '../../../../src/core/model/problem';
import type { FaultName } from '../../../../src/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { aCopy, assertProblem, type Connected, connectTo, endlessly, itemsOf, problemFrom, serve } from '../support';

describe('failures over the wire', () => {
  let sandbox: RunningSandbox;
  let connected: Connected;

  before(async () => {
    sandbox = await startSandbox({ data: 'empty' });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: aCopy.SourceSnapshotIdentifier });
  });

  beforeEach(() => {
    connected = connectTo(sandbox);
  });

  afterEach(() => {
    connected.gateway.dispose();
    sandbox.clearFaults();
    sandbox.data.removeSnapshot(aCopy.TargetSnapshotIdentifier);
  });

  after(() => sandbox.close());

  const asked = (action: string) => sandbox.requests.filter(request => request.action === action).length;

  describe('of a copy, which is never repeated', () => {
    const cases: Readonly<Partial<Record<FaultName, Partial<Problem>>>> = {
      throttle: { kind: 'throttled', code: 'Throttling', httpStatus: 400, outcomeUnknown: false },
      dependencyThrottle: {
        kind: 'throttled',
        code: 'DependentServiceRequestThrottlingFault',
        httpStatus: 400,
        outcomeUnknown: false,
      },
      internalError: { kind: 'serviceUnavailable', code: 'InternalFailure', httpStatus: 500, outcomeUnknown: true },
      internalErrorAfter: {
        kind: 'serviceUnavailable',
        code: 'InternalFailure',
        httpStatus: 500,
        outcomeUnknown: true,
      },
      unavailable: { kind: 'serviceUnavailable', code: 'ServiceUnavailable', httpStatus: 503, outcomeUnknown: true },
      html: { kind: 'serviceUnavailable', code: 'HTTP 502', httpStatus: 502, outcomeUnknown: true },
      htmlAfter: { kind: 'serviceUnavailable', code: 'HTTP 500', httpStatus: 500, outcomeUnknown: true },
      expired: { kind: 'credentialsExpired', code: 'ExpiredToken', httpStatus: 403, outcomeUnknown: false },
      denied: { kind: 'accessDenied', code: 'AccessDenied', httpStatus: 403, outcomeUnknown: false },
      dropBefore: { kind: 'network', code: 'ECONNRESET', outcomeUnknown: true },
      dropAfter: { kind: 'network', code: 'ECONNRESET', outcomeUnknown: true },
      hangBefore: { kind: 'timeout', code: 'ETIMEDOUT', outcomeUnknown: true },
      hangAfter: { kind: 'timeout', code: 'ETIMEDOUT', outcomeUnknown: true },
      truncate: { kind: 'network', code: 'ECONNRESET', outcomeUnknown: true },
      garbage: { kind: 'answerNotUnderstood', httpStatus: 200, outcomeUnknown: true },
      empty: { kind: 'answerNotUnderstood', httpStatus: 200, outcomeUnknown: true },
      wrongType: { kind: 'answerNotUnderstood', httpStatus: 200, outcomeUnknown: true },
    };
    for (const [name, expected] of Object.entries(cases)) {
      it(name, async () => {
        if (name.startsWith('hang')) {
          connected.gateway.dispose();
          // Only what is never answered is waited for so shortly: the others may take longer on a busy machine.
          connected = connectTo(sandbox, { requestTimeout: 150 });
        }
        sandbox.inject({ name: name as FaultName, action: 'CopyClusterSnapshot' });
        const before = asked('CopyClusterSnapshot');
        const problem = await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy));
        assertProblem(problem, { operation: 'CopyClusterSnapshot', host: new URL(sandbox.endpoint).host, ...expected });
        assert.notEqual(problem.message, '');
        assert.doesNotMatch(problem.message, /\$response/);
        assert.equal(asked('CopyClusterSnapshot') - before, 1);
        assert.equal(connected.log[0]?.attempts, 1);
        assert.equal(connected.log[0]?.errorCode, problem.code);
      });
    }
  });

  describe('by the code of the service', () => {
    const cases: readonly (readonly [string, number, ProblemKind])[] = [
      ['ClusterNotFound', 404, 'clusterNotFound'],
      ['ClusterSnapshotAlreadyExists', 400, 'snapshotAlreadyExists'],
      ['ClusterSnapshotNotFound', 404, 'snapshotNotFound'],
      ['InvalidClusterSnapshotState', 400, 'invalidSnapshotState'],
      ['ClusterSnapshotQuotaExceeded', 400, 'snapshotQuotaExceeded'],
      ['InvalidRetentionPeriodFault', 400, 'invalidRetentionPeriod'],
      ['AccessDenied', 403, 'accessDenied'],
      ['AccessDeniedException', 400, 'accessDenied'],
      ['UnauthorizedOperation', 400, 'accessDenied'],
      ['AuthFailure', 401, 'accessDenied'],
      ['OptInRequired', 403, 'regionDisabled'],
      ['ExpiredTokenException', 400, 'credentialsExpired'],
      ['InvalidClientTokenId', 403, 'credentialsRejected'],
      ['UnrecognizedClientException', 400, 'credentialsRejected'],
      ['MissingAuthenticationToken', 403, 'credentialsRejected'],
      ['IncompleteSignature', 400, 'credentialsRejected'],
      ['RequestExpired', 400, 'clockSkewed'],
      ['RequestTimeTooSkewed', 403, 'clockSkewed'],
      ['RequestLimitExceeded', 503, 'throttled'],
      ['TooManyRequestsException', 429, 'throttled'],
      ['InternalError', 500, 'serviceUnavailable'],
      ['SomethingNew', 503, 'serviceUnavailable'],
      ['constructor', 500, 'serviceUnavailable'],
      ['toString', 500, 'serviceUnavailable'],
      ['__proto__', 500, 'serviceUnavailable'],
      ['hasOwnPropertyFault', 400, 'unknown'],
      ['UnsupportedOperation', 400, 'unsupported'],
      ['InvalidParameterCombination', 400, 'unknown'],
    ];
    for (const [code, status, kind] of cases) {
      it(`${code} ${status}: ${kind}`, async () => {
        sandbox.inject({ name: 'error', error: { code, status, message: `Said by ${code}` } });
        const problem = await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy));
        const outcomeUnknown = kind === 'serviceUnavailable';
        assertProblem(problem, { kind, code, message: `Said by ${code}`, httpStatus: status, outcomeUnknown });
        assert.equal(problem.requestId, sandbox.requests.at(-1)?.requestId);
      });
    }

    it('a signature error that is about the clock', async () => {
      const message = 'Signature not yet current: 20260115T130000Z is still later than 20260115T120500Z';
      sandbox.inject({ name: 'error', error: { code: 'SignatureDoesNotMatch', status: 403, message } });
      assertProblem(await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'clockSkewed' });
    });

    it('a signature error that is about the key', async () => {
      const credentials = { ...sandbox.credentials, secretAccessKey: 'not-the-one' };
      const wrong = connectTo({ ...sandbox, credentials });
      const problem = await problemFrom(wrong.gateway.send('CopyClusterSnapshot', aCopy));
      assertProblem(problem, { kind: 'credentialsRejected', code: 'SignatureDoesNotMatch', outcomeUnknown: false });
    });
  });

  describe('by whatever XML an error is said in', () => {
    const deep = `${'<a>'.repeat(20_000)}x${'</a>'.repeat(20_000)}`;
    const namespace = 'xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"';
    const ours = '<Code>NewFault</Code>';
    const cases: readonly (readonly [what: string, xml: string, code: string, message: string])[] = [
      ['elements in the message', `${ours}<Message>It <b>broke</b> <i>here</i></Message>`, 'NewFault', 'It broke here'],
      ['nothing else in the message', `${ours}<Message><b>It</b></Message>`, 'NewFault', 'It'],
      ['an element in the code', '<Code><b>NewFault</b></Code><Message>m</Message>', 'NewFault', 'm'],
      ['two messages', `${ours}<Message>m</Message><Message>n</Message>`, 'NewFault', 'm'],
      ['two codes', `${ours}<Code>B</Code><Message>m</Message>`, 'NewFault', 'm'],
      ['a name that every object has', `${ours}<Message><constructor>m</constructor></Message>`, 'NewFault', 'm'],
      ['a prototype', `<__proto__><x>1</x></__proto__>${ours}<Message>m</Message>`, 'NewFault', 'm'],
      ['attributes', '<Code a="b">NewFault</Code><Message a="b">m</Message>', 'NewFault', 'm'],
      ['entities', `${ours}<Message>a &lt; b &amp; &#x1F600; c</Message>`, 'NewFault', 'a < b & 😀 c'],
      ['CDATA', `${ours}<Message><![CDATA[a < b & </Message> c]]></Message>`, 'NewFault', 'a < b & </Message> c'],
      ['elements without end', `${ours}<Message>${deep}</Message>`, 'NewFault', ''],
      ['no code', '<Message>m</Message>', 'HTTP 500', ''],
    ];
    for (const [what, xml, code, message] of cases) {
      it(what, async () => {
        const body = `<ErrorResponse ${namespace}>\n<Error>\n${xml}\n</Error>\n<RequestId>r-1</RequestId></ErrorResponse>`;
        const server = await serve((_, response) => response.writeHead(500).end(body));
        const { gateway } = connectTo({ ...sandbox, endpoint: server.endpoint });
        const problem = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
        assertProblem(problem, { kind: 'serviceUnavailable', code, httpStatus: 500, outcomeUnknown: true });
        assert.equal(problem.message, message || problem.message);
        assert.doesNotMatch(problem.message, /object Object|call stack|not a function|deserializ/);
        gateway.dispose();
        await server.close();
      });
    }

    it('elements without end in an answer that is none', async () => {
      const body = `<DescribeClustersResponse><DescribeClustersResult><Clusters>${deep}</Clusters></DescribeClustersResult></DescribeClustersResponse>`;
      const server = await serve((_, response) => response.end(body));
      const { gateway } = connectTo({ ...sandbox, endpoint: server.endpoint });
      const problem = await problemFrom(itemsOf(gateway.clusters()));
      assertProblem(problem, { kind: 'answerNotUnderstood', message: 'The answer is nested too deep.' });
      gateway.dispose();
      await server.close();
    });
  });

  it('reads again what failed for the moment', async () => {
    const reads = [
      async () => (await itemsOf(connected.gateway.clusters()))[0]?.identifier,
      async () => (await connected.gateway.cluster('alpha')).identifier,
    ];
    for (const name of ['dropBefore', 'html', 'truncate'] as const) {
      for (const read of reads) {
        const before = asked('DescribeClusters');
        sandbox.inject({ name, count: 1 });
        assert.equal(await read(), 'alpha', name);
        assert.equal(asked('DescribeClusters') - before, 2);
      }
    }
  });

  it('reads at most four times', async () => {
    sandbox.inject({ name: 'dropBefore', count: 10 });
    const { gateway } = connected;
    for (const read of [() => itemsOf(gateway.clusters()), () => gateway.cluster('alpha')]) {
      const before = asked('DescribeClusters');
      const problem = await problemFrom(read());
      assertProblem(problem, { kind: 'network', code: 'ECONNRESET', operation: 'DescribeClusters' });
      assert.equal(asked('DescribeClusters') - before, 4);
    }
  });

  it('reads a list at most four times, also where its snapshots are wanted whole', async () => {
    for (const more of [{}, { whole: true }] as const) {
      sandbox.inject({ name: 'dropBefore', action: 'DescribeClusterSnapshots', count: 10 });
      const before = asked('DescribeClusterSnapshots');
      const list = itemsOf(connected.gateway.snapshots({ clusterIdentifier: 'alpha', type: 'automated', ...more }));
      assertProblem(await problemFrom(list), { kind: 'network', code: 'ECONNRESET' });
      assert.equal(asked('DescribeClusterSnapshots') - before, 4);
      sandbox.clearFaults();
    }
  });

  it('never takes a page that is not the service’s for an empty list', async () => {
    const pages = [
      '<!DOCTYPE html>\n<!-- sign in --><html><body><p>Sign in</p></body></html>',
      '<ListClustersResponse><DescribeClustersResult/></ListClustersResponse>',
      'Welcome',
      '',
    ];
    for (const page of pages) {
      const portal = await serve((_, response) => response.end(page));
      const { gateway } = connectTo({ ...sandbox, endpoint: portal.endpoint });
      assertProblem(await problemFrom(itemsOf(gateway.clusters())), { kind: 'answerNotUnderstood', httpStatus: 200 });
      assertProblem(await problemFrom(gateway.callerIdentity()), { kind: 'answerNotUnderstood' });
      gateway.dispose();
      await portal.close();
    }
  });

  it('takes an answer without a list for an empty one', async () => {
    const answer =
      '<?xml version="1.0"?>\n<DescribeClustersResponse><DescribeClustersResult/></DescribeClustersResponse>';
    const endpoint = await serve((_, response) => response.end(answer));
    const { gateway } = connectTo({ ...sandbox, endpoint: endpoint.endpoint });
    assert.deepEqual(await itemsOf(gateway.clusters()), []);
    gateway.dispose();
    await endpoint.close();
  });

  it('knows a page of a proxy by its status', async () => {
    for (const [status, kind] of [
      [403, 'answerNotUnderstood'],
      [404, 'answerNotUnderstood'],
      [407, 'answerNotUnderstood'],
      [429, 'throttled'],
      [504, 'serviceUnavailable'],
    ] as const) {
      const proxy = await serve((_, response) => response.writeHead(status).end('<html><body>No.</body></html>'));
      const { gateway } = connectTo({ ...sandbox, endpoint: proxy.endpoint });
      const problem = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
      const outcomeUnknown = kind !== 'throttled';
      assertProblem(problem, { kind, code: `HTTP ${status}`, httpStatus: status, outcomeUnknown });
      gateway.dispose();
      await proxy.close();
    }
  });

  it('ends an answer without end, of success or failure, and says so', async () => {
    for (const status of [200, 500]) {
      const endless = await serve((_, response) => {
        response.writeHead(status);
        Readable.from(endlessly(Buffer.alloc(4 * 1024 * 1024, '<a>'))).pipe(response);
      });
      const { gateway } = connectTo({ ...sandbox, endpoint: endless.endpoint });
      const { kind, message, outcomeUnknown } = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
      assert.equal(kind, status === 200 ? 'answerNotUnderstood' : 'serviceUnavailable');
      assert.match(message, /^The answer did not end after 16777216 bytes\./);
      assert.equal(outcomeUnknown, true);
      gateway.dispose();
      await endless.close();
    }
  }).timeout(20_000);

  it('does not read an error that does not begin as XML does', async () => {
    // The SDK's parser lowers the case of all that is left for each document type: this would take minutes.
    const page = '<!DOCTYPE a>'.repeat(200_000);
    const proxy = await serve((_, response) => response.writeHead(502).end(page));
    const { gateway } = connectTo({ ...sandbox, endpoint: proxy.endpoint });
    assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), {
      kind: 'serviceUnavailable',
      code: 'HTTP 502',
    });
    gateway.dispose();
    await proxy.close();
  });

  it('shows an error’s long identifier, and takes no time for a text without end', async () => {
    const identifier = `prod-${'orders-2026-'.repeat(20)}kept`;
    const message = `The snapshot ${identifier} already exists.${'\n'.repeat(40)}${' \n'.repeat(100_000)}`;
    sandbox.inject({ name: 'error', error: { code: 'ClusterSnapshotAlreadyExists', status: 400, message } });
    const problem = await problemFrom(connected.gateway.send('CopyClusterSnapshot', aCopy));
    assert.ok(problem.message.startsWith(`The snapshot ${identifier} already exists.`));
    assert.ok(problem.message.length < 11_000);
  });

  it('knows that a refused connection changed nothing', async () => {
    const closed = await serve(() => {});
    await closed.close();
    const { gateway, log } = connectTo({ ...sandbox, endpoint: closed.endpoint });
    const problem = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
    assertProblem(problem, {
      kind: 'network',
      code: 'ECONNREFUSED',
      outcomeUnknown: false,
      host: new URL(closed.endpoint).host,
    });
    assert.equal(log.length, 1);
  });

  it('knows a server that does not speak HTTP', async () => {
    const other = await serve((_, response) => response.socket?.end('220 mail.example.com ESMTP\r\n'));
    const { gateway } = connectTo({ ...sandbox, endpoint: other.endpoint });
    const problem = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
    assertProblem(problem, { kind: 'answerNotUnderstood', outcomeUnknown: true });
    await other.close();
  });
});
