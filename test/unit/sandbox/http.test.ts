import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { listen } from '../../../src/sandbox/http';
import { bench, call, send, sign } from './support';

const form = 'Action=DescribeClusters&Version=2012-12-01';

describe('sandbox: over HTTP', () => {
  const b = bench();

  async function withHost(host: string): Promise<number> {
    const headers = await sign(b.sandbox, form);
    return (await send(b.sandbox, { body: form, headers: { ...headers, host } })).status;
  }

  it('answers XML with a request id', async () => {
    const answer = await call(b.sandbox, { Action: 'DescribeClusters' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/xml');
    const id = String(answer.headers['x-amzn-requestid']);
    assert.equal(
      answer.body,
      `<DescribeClustersResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"><DescribeClustersResult><Clusters/></DescribeClustersResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></DescribeClustersResponse>`,
    );
  });

  it('names the namespace once, however long the list', async () => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'a' });
    b.sandbox.data.addCluster({ ClusterIdentifier: 'b' });
    const { body } = await call(b.sandbox, { Action: 'DescribeClusters' });
    assert.equal(body.match(/<ClusterIdentifier>/g)?.length, 2);
    assert.equal(body.match(/xmlns/g)?.length, 1);
  });

  it('answers errors as XML with the same request id', async () => {
    const answer = await call(b.sandbox, { Action: 'DescribeClusters', ClusterIdentifier: '<a&b>' });
    const id = String(answer.headers['x-amzn-requestid']);
    assert.equal(
      answer.body,
      `<ErrorResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"><Error><Type>Sender</Type><Code>ClusterNotFound</Code><Message>Cluster &lt;a&amp;b&gt; not found.</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
    );
  });

  for (const host of [
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    '[::2]',
    'localhost.',
  ]) {
    it(`refuses the host "${host}"`, async () => assert.equal(await withHost(host), 403));
  }

  for (const host of ['127.0.0.1:1234', 'localhost', 'LocalHost:99', '[::1]:80']) {
    it(`lets the host "${host}" through to the signature`, async () => {
      const headers = { host };
      assert.match((await send(b.sandbox, { body: form, headers })).body, /MissingAuthenticationToken/);
    });
  }

  it('refuses a web page, and never allows one', async () => {
    const headers = await sign(b.sandbox, form);
    const origin = { origin: 'http://localhost:3000' };
    const refused = await send(b.sandbox, { body: form, headers: { ...headers, ...origin } });
    assert.equal(refused.status, 403);
    const preflight = await send(b.sandbox, {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.status, 403);
    for (const answer of [refused, preflight, await send(b.sandbox, { body: form, headers })]) {
      assert.deepEqual(
        Object.keys(answer.headers).filter(name => name.startsWith('access-control')),
        [],
      );
    }
  });

  it('answers POST only, and only at /', async () => {
    for (const method of ['GET', 'PUT', 'HEAD', 'OPTIONS']) {
      const answer = await send(b.sandbox, { method });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers['allow'], 'POST');
    }
    assert.equal((await send(b.sandbox, { path: '/other' })).status, 404);
  });

  it('reads no more than 1 MB, whether the length is told or not', async () => {
    const megabyte = 1024 * 1024;
    const padded = (length: number) => `${form}&Pad=`.padEnd(length, 'x');
    assert.equal((await call(b.sandbox, padded(megabyte))).status, 200);
    assert.equal((await call(b.sandbox, padded(megabyte + 1))).status, 413);
    const chunked = await send(b.sandbox, { body: padded(megabyte + 1), headers: { 'transfer-encoding': 'chunked' } });
    assert.equal(chunked.status, 413);
  });

  it('cuts off who sends without end', async () => {
    const sent = new Promise(resolve => {
      const outgoing = request(b.sandbox.endpoint, { method: 'POST' });
      outgoing.on('error', resolve);
      outgoing.on('response', resolve);
      const chunk = 'x'.repeat(1024 * 1024);
      const more = () => outgoing.write(chunk, error => (error ? undefined : more()));
      more();
    });
    await sent;
  });

  it('reads no more than 16 KB of headers', async () => {
    assert.equal((await send(b.sandbox, { headers: { 'x-long': 'x'.repeat(17_000) } })).status, 431);
  });

  it('refuses a form that is none', async () => {
    const answer = await call(b.sandbox, `${form}&ClusterIdentifier=%zz`);
    assert.deepEqual([answer.status, answer.code], [404, 'MalformedQueryString']);
  });

  it('listens on 127.0.0.1 and on no other address', async () => {
    const { port } = new URL(b.sandbox.endpoint);
    const others = Object.values(networkInterfaces())
      .flatMap(list => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const address of ['127.0.0.2', ...others.map(other => other.address)]) {
      await assert.rejects(knock(address, Number(port)), address);
    }
  });

  it('says when the port is taken', async () => {
    const port = Number(new URL(b.sandbox.endpoint).port);
    await assert.rejects(listen({ port, latency: () => 0, handle: () => assert.fail() }), { code: 'EADDRINUSE' });
  });
});

describe('sandbox: slow senders', () => {
  it('are cut off', async () => {
    const server = await listen({ latency: () => 0, timeout: 60, handle: () => assert.fail() });
    const socket = connect(server.port, '127.0.0.1');
    const said = new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', data => {
        text += data;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nslow');
    assert.match(await said, /^HTTP\/1.1 408/);
    await server.close();
  });
});

function knock(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}
