import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from '../../../src/core/aws';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { aCopy, itemsOf, withEnvironment } from './support';

// Beside out/, where the tests are built to.
const bundle = join(__dirname, '..', '..', '..', '..', 'dist', 'aws.js');

describe('the bundle of the aws layer', () => {
  before(function () {
    if (!existsSync(bundle)) {
      this.skip();
    }
  });

  it('has at most 400 KB', () => {
    assert.ok(readFileSync(bundle).length <= 400_000, `${readFileSync(bundle).length} bytes`);
  });

  it('asks for http and https by the names under which VS Code has its own', () => {
    const required = new Set(
      [...readFileSync(bundle, 'utf8').matchAll(/require\("(?:node:)?(https?|net|tls)"\)/g)].map(([text]) => text),
    );
    // Of tls only the list of root certificates is read.
    assert.deepEqual([...required].sort(), ['require("http")', 'require("https")', 'require("node:tls")']);
  });

  it('works as its sources do', async () => {
    const { createAws } = require(bundle) as { readonly createAws: () => Aws };
    const sandbox = await startSandbox({ data: 'empty' });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: aCopy.sourceIdentifier });
    const variables = {
      AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: 'no-such-file',
      AWS_SHARED_CREDENTIALS_FILE: 'no-such-file',
    };
    await withEnvironment(variables, async () => {
      const aws = createAws();
      const { initial, environment } = await aws.readProfiles();
      assert.deepEqual(
        [initial, environment],
        [{ kind: 'environment' }, { region: 'eu-west-1', endpoint: sandbox.endpoint }],
      );
      const gateway = aws.connect({ target: { source: { kind: 'environment' }, region: 'eu-west-1' }, log: () => {} });
      assert.deepEqual(
        (await itemsOf(gateway.clusters())).map(cluster => cluster.identifier),
        ['alpha'],
      );
      assert.equal((await gateway.copySnapshot(aCopy)).snapshot.identifier, aCopy.targetIdentifier);
      assert.equal((await gateway.callerIdentity()).account, sandbox.account);
      gateway.dispose();
    });
    await sandbox.close();
  });
});
