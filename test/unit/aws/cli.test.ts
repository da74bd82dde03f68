import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JsonObject, JsonValue } from '../../../src/core/model/json';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { type Connected, connectTo } from './support';

const run = promisify(execFile);

describe('documents are what the AWS CLI prints', function () {
  // Starting the AWS CLI takes half a second, and much longer beside other work.
  this.timeout(30_000);
  let sandbox: RunningSandbox;
  let connected: Connected;

  before(async function () {
    if (!(await isInstalled())) {
      this.skip();
    }
    // Time stands still: the figures of a copy under way are the same for both.
    const now = Date.now();
    sandbox = await startSandbox({ clock: { now: () => now } });
    const odd = ['', ' blanks ', '<&>"\'', 'é 漢 😀', '007', 'true', '2026-01-15', 'two\nlines'];
    sandbox.data.addCluster({
      ClusterIdentifier: 'odd-texts',
      Tags: odd.map((Value, n) => ({ Key: `key-${n}`, Value })),
      ClusterNodes: [],
      PendingModifiedValues: {},
    });
    connected = connectTo(sandbox);
  });

  after(async () => {
    connected?.gateway.dispose();
    await sandbox?.close();
  });

  it('for clusters', async () => {
    const printed = await cli('describe-clusters');
    const clusters = list(printed, 'Clusters');
    assert.ok(clusters.length >= 8);
    const shown = clusters.map(cluster => connected.gateway.describeCluster(String(cluster['ClusterIdentifier'])));
    assert.deepEqual(
      instants({ Clusters: (await Promise.all(shown)).flatMap(json => list(json, 'Clusters')) }),
      printed,
    );
  });

  it('for snapshots', async () => {
    const printed = await cli('describe-cluster-snapshots', '--cluster-identifier', 'reporting-eu');
    const snapshots = list(printed, 'Snapshots');
    assert.ok(snapshots.length >= 10);
    const shown = snapshots.map(snapshot =>
      connected.gateway.describeSnapshot({
        identifier: String(snapshot['SnapshotIdentifier']),
        clusterIdentifier: String(snapshot['ClusterIdentifier']),
        ownerAccount: String(snapshot['OwnerAccount']),
      }),
    );
    assert.deepEqual(
      instants({ Snapshots: (await Promise.all(shown)).flatMap(json => list(json, 'Snapshots')) }),
      printed,
    );
  });

  it('for a copy', async () => {
    const source = sandbox.data
      .snapshots()
      .find(snapshot => snapshot.SnapshotType === 'automated' && snapshot.ClusterIdentifier === 'clickstream');
    const SourceSnapshotIdentifier = source?.SnapshotIdentifier ?? '';
    const copy = {
      SourceSnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'clickstream',
      TargetSnapshotIdentifier: 'kept',
      ManualSnapshotRetentionPeriod: 90,
    };
    const { response } = await connected.gateway.send('CopyClusterSnapshot', copy);
    assert.ok(sandbox.data.removeSnapshot('kept'));
    const printed = await cli(
      'copy-cluster-snapshot',
      ...[
        '--source-snapshot-identifier',
        SourceSnapshotIdentifier,
        '--source-snapshot-cluster-identifier',
        'clickstream',
      ],
      ...['--target-snapshot-identifier', 'kept', '--manual-snapshot-retention-period', '90'],
    );
    assert.deepEqual(instants(response), printed);
  });

  async function cli(...parameters: readonly string[]): Promise<JsonObject> {
    const { stdout } = await run(
      'aws',
      ['redshift', ...parameters, '--endpoint-url', sandbox.endpoint, '--region', sandbox.region, '--output', 'json'],
      {
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
          AWS_CONFIG_FILE: 'no-such-file',
          AWS_SHARED_CREDENTIALS_FILE: 'no-such-file',
          AWS_PAGER: '',
        },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return instants(JSON.parse(stdout)) as JsonObject;
  }
});

function list(json: JsonObject, name: string): readonly JsonObject[] {
  return json[name] as readonly JsonObject[];
}

/** Timestamps as instants: the AWS CLI prints them in one of several ways. */
function instants(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(instants);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, instants(member)]));
  }
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
}

async function isInstalled(): Promise<boolean> {
  return run('aws', ['--version']).then(
    () => true,
    () => false,
  );
}
