import assert from 'node:assert/strict';
import { type Expiry, expiryOf, isExpiringSoon, type UnknownExpiry } from '../../../../src/core/model/expiry';
import { aManualSnapshot, aSnapshot, time } from '../../../support/builders';

const taken = time('2026-11-22T14:00:00Z');
const notNewest = { cluster: { automatedRetentionDays: 3 }, newest: false };

describe('an automated snapshot expires', () => {
  it('by estimate, as many days after it was taken as its cluster keeps them', () => {
    assert.deepEqual(expiryOf(aSnapshot({ createTime: taken }), notNewest), {
      kind: 'at',
      start: taken,
      time: time('2026-11-25T14:00:00Z'),
      estimated: true,
    });
  });

  it('counted from where its retention starts, where the service says so', () => {
    const snapshot = aSnapshot({ createTime: taken, retentionStartTime: time('2026-11-22T15:00:00Z') });
    assert.deepEqual(expiryOf(snapshot, notNewest), {
      kind: 'at',
      start: time('2026-11-22T15:00:00Z'),
      time: time('2026-11-25T15:00:00Z'),
      estimated: true,
    });
  });

  it('not as long as it is the newest of its cluster, also past its retention', () => {
    assert.deepEqual(expiryOf(aSnapshot({ createTime: 0 }), { ...notNewest, newest: true }), { kind: 'whileNewest' });
  });

  const unknown: readonly (readonly [string, Expiry, UnknownExpiry])[] = [
    ['its cluster is gone', expiryOf(aSnapshot({ createTime: taken }), { newest: false }), 'withoutCluster'],
    [
      'its cluster is gone and it is the newest',
      expiryOf(aSnapshot({ createTime: taken }), { newest: true }),
      'withoutCluster',
    ],
    [
      'the retention period is not told',
      expiryOf(aSnapshot({ createTime: taken }), { cluster: {}, newest: false }),
      'notSaid',
    ],
    [
      'automated snapshots are switched off',
      expiryOf(aSnapshot({ createTime: taken }), { cluster: { automatedRetentionDays: 0 }, newest: false }),
      'switchedOff',
    ],
    [
      'automated snapshots are switched off, for the newest too',
      expiryOf(aSnapshot({ createTime: taken }), { cluster: { automatedRetentionDays: 0 }, newest: true }),
      'switchedOff',
    ],
    ...(['failed', 'deleted', 'cancelled'] as const).map(
      status => [`it is ${status}`, expiryOf(aSnapshot({ createTime: taken, status }), notNewest), 'unusable'] as const,
    ),
    ['it has no time', expiryOf(aSnapshot(), notNewest), 'notSaid'],
    [
      'it came from another Region, where the copy retention period counts',
      expiryOf(aSnapshot({ createTime: taken, sourceRegion: 'us-east-1' }), notNewest),
      'otherRegion',
    ],
    [
      'it came from another Region and is the newest',
      expiryOf(aSnapshot({ createTime: taken, sourceRegion: 'us-east-1' }), { ...notNewest, newest: true }),
      'otherRegion',
    ],
  ];
  for (const [what, expiry, why] of unknown) {
    it(`nobody can tell when: ${what}`, () => {
      assert.deepEqual(expiry, { kind: 'unknown', why });
    });
  }
});

describe('a manual snapshot expires', () => {
  it('never, when it is kept until somebody deletes it', () => {
    assert.deepEqual(expiryOf(aManualSnapshot({ retentionStartTime: taken }), notNewest), { kind: 'never' });
  });

  it('for certain, counted from where its retention starts and not from its source’s time', () => {
    const snapshot = aManualSnapshot({ manualRetentionDays: 10, createTime: 0, retentionStartTime: taken });
    assert.deepEqual(expiryOf(snapshot, notNewest), {
      kind: 'at',
      start: taken,
      time: time('2026-12-02T14:00:00Z'),
      estimated: false,
    });
  });

  it('by its own period, whatever its cluster keeps and wherever it came from', () => {
    const snapshot = aManualSnapshot({ manualRetentionDays: 1, retentionStartTime: taken, sourceRegion: 'us-east-1' });
    for (const context of [notNewest, { newest: true }, { cluster: { automatedRetentionDays: 0 }, newest: false }]) {
      assert.deepEqual(expiryOf(snapshot, context), {
        kind: 'at',
        start: taken,
        time: time('2026-11-23T14:00:00Z'),
        estimated: false,
      });
    }
  });

  it('nobody can tell when: the service did not say where its retention starts', () => {
    const snapshot = aManualSnapshot({ manualRetentionDays: 10, createTime: taken });
    assert.deepEqual(expiryOf(snapshot, notNewest), { kind: 'unknown', why: 'notSaid' });
  });

  it('nobody can tell when it is being made: its retention starts when it is complete', () => {
    const snapshot = aManualSnapshot({ manualRetentionDays: 10, createTime: taken, status: 'creating' });
    assert.deepEqual(expiryOf(snapshot, notNewest), { kind: 'unknown', why: 'beingMade' });
  });

  it('nobody can tell when it failed, as nothing is kept', () => {
    const failed = { manualRetentionDays: 10, retentionStartTime: taken, status: 'failed' };
    assert.deepEqual(expiryOf(aManualSnapshot(failed), notNewest), { kind: 'unknown', why: 'unusable' });
  });

  it('nobody can tell when: the service did not say how long it is kept', () => {
    const { manualRetentionDays: _, ...snapshot } = aManualSnapshot({ retentionStartTime: taken });
    assert.deepEqual(expiryOf(snapshot, notNewest), { kind: 'unknown', why: 'notSaid' });
  });
});

describe('a snapshot expires soon', () => {
  const at = (iso: string): Expiry => ({ kind: 'at', start: 0, time: time(iso), estimated: true });

  it('with less than 24 hours to live', () => {
    assert.equal(isExpiringSoon(at('2026-11-23T13:59:59.999Z'), taken), true);
    assert.equal(isExpiringSoon(at('2026-11-23T14:00:00Z'), taken), false);
  });

  it('when it should be gone already', () => {
    assert.equal(isExpiringSoon(at('2026-11-01T00:00:00Z'), taken), true);
  });

  for (const expiry of [{ kind: 'whileNewest' }, { kind: 'never' }, { kind: 'unknown', why: 'notSaid' }] as const) {
    it(`never, when the answer is ${expiry.kind}`, () => {
      assert.equal(isExpiringSoon(expiry, taken), false);
    });
  }

  it('when automated snapshots are switched off for its cluster', () => {
    assert.equal(isExpiringSoon({ kind: 'unknown', why: 'switchedOff' }, taken), true);
  });
});
