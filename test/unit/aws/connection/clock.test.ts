import assert from 'node:assert/strict';
import { ServerClock } from '../../../../src/aws/clients/serverClock';
import { operations } from '../../../../src/core/operations/all';
import { check } from '../../../../src/core/operations/check';
import { readsOf } from '../../../../src/core/operations/reads';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { withFiles } from '../profiles/fixtures';
import { aCopy, type Connected, connect, connectTo, itemsOf, problemFrom } from '../support';

const minute = 60_000;
const now = Date.now;
const role = 'arn:aws:iam::200000000002:role/reader';

/** This machine's clock is so many minutes slow from now on. The sandbox, and what counts time from the start, are right. */
function slow(minutes: number): void {
  Date.now = () => now() - minutes * minute;
}

describe('a clock that is wrong', () => {
  let sandbox: RunningSandbox;
  let connected: Connected;

  beforeEach(async () => {
    sandbox = await startSandbox({ data: 'empty', clock: { now }, roles: [{ arn: role }] });
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: aCopy.SourceSnapshotIdentifier });
    connected = connectTo(sandbox);
  });

  afterEach(async () => {
    Date.now = now;
    connected.gateway.dispose();
    await sandbox.close();
  });

  const copies = () => sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot').length;

  async function copy(targetIdentifier: string): Promise<void> {
    await connected.gateway.send('CopyClusterSnapshot', { ...aCopy, TargetSnapshotIdentifier: targetIdentifier });
  }

  it('and then is set right does not spoil the next copy', async () => {
    slow(20);
    await itemsOf(connected.gateway.clusters());
    await copy('one');
    slow(0);
    await copy('two');
    assert.equal(copies(), 2);
  });

  it('that was right and is three hours slow then fails once at most', async () => {
    await itemsOf(connected.gateway.clusters());
    await copy('one');
    slow(180);
    await copy('two').catch(() => copy('two'));
    await copy('three');
    assert.ok(copies() <= 4);
  });

  it('that is days ahead refuses no period that is not over yet', async () => {
    const SnapshotCreateTime = new Date(now() - 5 * 1440 * minute);
    sandbox.data.addSnapshot({
      ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'held', SnapshotType: 'manual', SnapshotCreateTime },
      ManualSnapshotRetentionPeriod: 30,
    });
    slow(-3 * 1440);
    const { gateway } = connected;
    await itemsOf(gateway.clusters());
    const kindOf = async (ManualSnapshotRetentionPeriod: number) => {
      const input = { SnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod };
      const { signal } = new AbortController();
      const checked = await check(operations.ModifyClusterSnapshot, readsOf(gateway), input, signal);
      return checked.ok || checked.reason.kind;
    };
    assert.deepEqual([await kindOf(6), await kindOf(4)], [true, 'retentionOver']);
  });

  it('is known to the client for changes from the first list on', async () => {
    slow(20);
    await itemsOf(connected.gateway.clusters());
    await copy('one');
    assert.equal(copies(), 1);
  });

  it('that nobody has asked about yet fails once', async () => {
    slow(20);
    connected.gateway.dispose();
    connected = connectTo(sandbox);
    assert.equal((await problemFrom(copy('one'))).kind, 'clockSkewed');
    await copy('one');
  });

  it('is known to those who assume a role, once one of them has been refused', async () => {
    const { accessKeyId, secretAccessKey } = sandbox.credentials;
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    const config = `[profile p]\nrole_arn = ${role}\nsource_profile = q\n[profile q]\n${keys}`;
    await withFiles(
      { config },
      async () => {
        slow(20);
        connected.gateway.dispose();
        const source = { kind: 'profile', name: 'p' } as const;
        connected = connect({ target: { source, region: sandbox.region, endpoint: sandbox.endpoint } });
        await itemsOf(connected.gateway.clusters());
        connected.gateway.renewCredentials();
        await itemsOf(connected.gateway.clusters());
        assert.equal(sandbox.requests.filter(({ action }) => action === 'AssumeRole').length, 3);
      },
      { AWS_ENDPOINT_URL: sandbox.endpoint },
    );
  });

  it('is told from a machine that slept', () => {
    const clock = new ServerClock();
    clock.offset = 20 * minute;
    slow(-8 * 60);
    assert.equal(Math.round(clock.offset / minute), 20);
    slow(-20);
    assert.ok(Math.abs(clock.offset) < minute / 2);
    slow(180);
    assert.equal(Math.round(clock.offset / minute), 200);
  });
});
