import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from '../../../src/core/model/aws';
import type { RedshiftGateway } from '../../../src/core/model/gateway';
import type { Problem } from '../../../src/core/model/problem';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { aCopy, connectTo, itemsOf, problemFrom, withEnvironment } from './support';

// Beside out/, where the tests are built to.
const bundle = join(__dirname, '..', '..', '..', '..', 'dist', 'aws.js');

describe('the bundle of the aws layer', () => {
  before(function () {
    if (!existsSync(bundle)) {
      this.skip();
    }
  });

  it('asks for http and https by the names under which VS Code has its own', () => {
    const required = new Set(
      [...readFileSync(bundle, 'utf8').matchAll(/require\("(?:node:)?(https?|net|tls)"\)/g)].map(([text]) => text),
    );
    // Of tls only the list of root certificates is read.
    assert.deepEqual([...required].sort(), ['require("http")', 'require("https")', 'require("node:tls")']);
  });

  it('has all errors of the services that sign in, whose texts have members of their own', () => {
    const classes = readFileSync(bundle, 'utf8').match(/com\.amazonaws\.(?:sso|ssooidc|sts|signin)#\w+Exception(?=")/g);
    assert.ok(new Set(classes).size > 20, String(classes));
  });

  it('works as its sources do', async () => {
    const { createAws } = require(bundle) as { readonly createAws: () => Aws };
    const sandbox = await startSandbox({ data: 'empty' });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: aCopy.SourceSnapshotIdentifier });
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
      assert.equal(
        (await gateway.send('CopyClusterSnapshot', aCopy)).snapshot?.identifier,
        aCopy.TargetSnapshotIdentifier,
      );
      assert.equal((await gateway.callerIdentity()).account, sandbox.account);
      gateway.dispose();
    });
    await sandbox.close();
  });

  it('reads every error as its sources do', async () => {
    const { createAws } = require(bundle) as { readonly createAws: () => Aws };
    const sandbox = await startSandbox({ data: 'empty' });
    const { endpoint, region, credentials } = sandbox;
    const target = { source: { kind: 'sample' }, region, endpoint } as const;
    const gateways = [createAws().connect({ target, credentials, log: () => {} }), connectTo(sandbox).gateway];
    const codes = ['ClusterSnapshotQuotaExceeded', 'DependentServiceRequestThrottlingFault', 'UnauthorizedOperation'];
    for (const code of [...codes, 'SnapshotScheduleNotFound', 'Strange']) {
      const read = async (gateway: RedshiftGateway): Promise<Problem> => {
        const error = { code, status: 400, message: `This is ${code}.` };
        sandbox.inject({ name: 'error', action: 'CopyClusterSnapshot', error });
        const { requestId, ...problem } = await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
        assert.ok(requestId);
        return problem;
      };
      const [bundled, fromSources] = await Promise.all(gateways.map(read));
      assert.equal(bundled?.message, `This is ${code}.`);
      assert.deepEqual(bundled, fromSources);
    }
    for (const gateway of gateways) {
      gateway.dispose();
    }
    await sandbox.close();
  });
});
