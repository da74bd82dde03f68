import { deepEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { temporaryFolder } from '../support/processes';
import { certificate, serveTls, type TlsServer } from '../support/tlsServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount } from './stage';

const keys = { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: 'secret/secret/secret' };
const denied =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No.</Message></Error><RequestId>proxied</RequestId></ErrorResponse>';

describe('the way to the service', () => {
  const asked: string[] = [];
  /** The profile before may still be asking. */
  const askedOf = (host: string): readonly string[] => asked.filter(line => line.includes(host));
  let proxy: Server;
  let sandbox: RunningSandbox;
  let tls: TlsServer;
  let workbench: Workbench;

  /** VS Code asks for things of its own, too. */
  function note({ method, url }: IncomingMessage): void {
    if (url?.includes('proxied.test') || url?.includes('127.0.0.1')) {
      asked.push(`${method} ${url}`);
    }
  }

  before(async () => {
    proxy = createServer((request, response) => {
      note(request);
      response.writeHead(403, { 'content-type': 'text/xml' }).end(denied);
    });
    proxy.on('connect', (request, socket) => {
      note(request);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const at = (endpoint_url: string) => ({ ...keys, region: 'eu-west-1', endpoint_url, max_attempts: '1' });
    sandbox = await emptyAccount();
    addCluster(sandbox, 'behind-tls', 0);
    tls = await serveTls(sandbox.endpoint);
    const bundle = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(bundle, certificate);
    const own = { ...sandboxProfile(sandbox), endpoint_url: tls.endpoint, max_attempts: '1' };
    const profiles = {
      trusting: { ...own, ca_bundle: bundle },
      careful: own,
      plain: at('http://plain.proxied.test'),
      secure: at('https://secure.proxied.test'),
      direct: at('http://direct.proxied.test'),
    };
    workbench = await openWorkbench({
      env: {
        ...writeProfiles(profiles, 'plain'),
        HTTP_PROXY: url,
        HTTPS_PROXY: url,
        NO_PROXY: 'direct.proxied.test,127.0.0.1',
      },
    });
    await workbench.openView();
  });
  after(async () => {
    await closeStage();
    await tls?.close();
    proxy.close();
  });

  it('leads through the proxy', async () => {
    await workbench.clusters.waitForRow('Access required: redshift:DescribeClusters');
    deepEqual([...new Set(asked)], ['POST http://plain.proxied.test/']);
  });

  it('leads through it for encrypted requests, too', async () => {
    await choose('secure');
    await workbench.clusters.waitForRow(/Redshift is temporarily unavailable/);
    deepEqual([...new Set(askedOf('secure'))], ['CONNECT secure.proxied.test:443']);
  });

  it('leads past it where NO_PROXY says so', async () => {
    await choose('direct');
    await workbench.clusters.waitForRow(/Cannot reach direct\.proxied\.test/);
    deepEqual(askedOf('direct'), []);
  });

  it('is trusted where ca_bundle says so', async () => {
    await choose('careful');
    await workbench.clusters.waitForRow(/Cannot reach 127\.0\.0\.1:\d+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    deepEqual(sandbox.requests, []);
    await choose('trusting');
    await workbench.clusters.waitForRow('behind-tls');
  });

  async function choose(profile: string): Promise<void> {
    await workbench.statusBar.click('· eu-west-1');
    await workbench.quickInput.waitUntilOpen('Choose AWS Profile');
    await workbench.quickInput.choose(profile);
    await workbench.quickInput.waitUntilClosed();
  }
});
