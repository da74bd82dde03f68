import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from 'vscode';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox';

const copyToManual = (given: unknown): Thenable<unknown> =>
  commands.executeCommand('redshiftSnapshots.copyToManual', given);

describe('copyToManual with a list', () => {
  let sandbox: RunningSandbox;
  const environment = { ...process.env };

  before(async () => {
    sandbox = await startSandbox({ data: 'empty' });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    for (const SnapshotIdentifier of ['rs:alpha-1', 'rs:alpha-2']) {
      sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier });
    }
    Object.assign(process.env, profileOf(sandbox));
    // What is open belongs to other tests: read the files again.
    await commands.executeCommand('redshiftSnapshots.refresh');
  });
  after(async () => {
    process.env = environment;
    await sandbox.close();
  });

  const copyOf = (snapshot: string, target: string) => ({ cluster: 'alpha', snapshot, target, retentionDays: 7 });
  const asked = () => sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot').length;

  it('asks nothing, copies each, and returns how each ended', async () => {
    const results = await copyToManual([
      copyOf('rs:alpha-1', 'kept-1'),
      copyOf('rs:alpha-gone', 'kept-gone'),
      copyOf('rs:alpha-2', 'Kept-2'),
    ]);
    const rows = results as readonly Readonly<Record<string, unknown>>[];
    deepEqual(
      rows.map(({ TargetSnapshotIdentifier, Outcome }) => [TargetSnapshotIdentifier, Outcome]),
      [
        ['kept-1', 'Copied'],
        ['kept-gone', 'Refused'],
        ['kept-2', 'Copied'],
      ],
    );
    match(String(rows[1]?.['Message']), /is gone/);
    equal(asked(), 2);
    match(JSON.stringify(rows[0]?.['Response']), /"SnapshotIdentifier":"kept-1".*"ManualSnapshotRetentionPeriod":7/);
  });

  it('returns nothing for nothing', async () => deepEqual(await copyToManual([]), []));

  it('refuses the whole list when one of it is wrong', async () => {
    const before = asked();
    const good = copyOf('rs:alpha-1', 'kept-3');
    await rejects(async () => copyToManual([good, { ...good, target: '3-kept' }]), /\[1\].*Start with a letter/);
    await rejects(async () => copyToManual([good, 'kept-4']), /\[1\].*needs "cluster"/);
    await rejects(async () => copyToManual([good, { ...good, target: 'KEPT-3' }]), /more than once/);
    equal(asked(), before);
  });
});

function profileOf({ endpoint, region, credentials }: RunningSandbox): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'redshift-snapshots-profile-'));
  const [config, keys] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(config, `[profile listed]\nregion = ${region}\nendpoint_url = ${endpoint}\n`);
  writeFileSync(
    keys,
    `[listed]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\n`,
  );
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: keys, AWS_PROFILE: 'listed' };
}
