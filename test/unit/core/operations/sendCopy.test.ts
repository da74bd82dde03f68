import assert from 'node:assert/strict';
import type { OperationAnswer, RedshiftGateway } from '../../../../src/core/model/gateway';
import type { ProblemKind } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { copyClusterSnapshot } from '../../../../src/core/operations/copyClusterSnapshot';
import type { SendOutcome } from '../../../../src/core/operations/send';
import { aCopyRequest, aFailure, aManualSnapshot, aSnapshot, time } from '../../../support/builders';
import { sendCopy } from '../../../support/runCopy';
import { FakeGateway, type Pages, pages, pagesThenFailure } from '../fakeGateway';

const createTime = time('2026-11-22T14:03:27Z');
const source = aSnapshot({ createTime });
const copy = aManualSnapshot({ createTime, manualRetentionDays: 30, status: 'creating' });
const response = { Snapshot: { SnapshotIdentifier: 'alpha-keep', Status: 'creating' } };

type Send = () => Promise<OperationAnswer>;
type Look = () => Pages<Snapshot>;

const done: Send = async () => ({ snapshot: copy, response });
const refusedAs =
  (kind: ProblemKind): Send =>
  async () => {
    throw aFailure(kind);
  };
/** It is not known whether it was done. */
const unclear =
  (kind: ProblemKind = 'timeout'): Send =>
  async () => {
    throw aFailure(kind, { outcomeUnknown: true });
  };
const there: Look = () => pages([copy]);
const notThere: Look = () => pages();
const notThereByError: Look = () => pagesThenFailure(aFailure('snapshotNotFound'));
const silent: Look = () => pagesThenFailure(aFailure('network'));

interface Story {
  /** What comes of each send, the last one again and again. */
  readonly sends: readonly Send[];
  /** What comes of each look at the target, the last one again and again. */
  readonly looks?: readonly Look[];
  readonly describeSnapshot?: RedshiftGateway['describeSnapshot'];
  readonly source?: Snapshot | undefined;
  readonly signal?: AbortSignal;
}

interface End {
  readonly outcome: SendOutcome;
  readonly sent: number;
  readonly looked: number;
  readonly pauses: readonly number[];
  readonly events: readonly string[];
}

async function tell(story: Story): Promise<End> {
  const { sends, looks = [], signal = new AbortController().signal } = story;
  let [sent, looked] = [0, 0];
  const events: string[] = [];
  const gateway = new FakeGateway({
    send: () => {
      sent += 1;
      events.push('sent');
      return nth(sends, sent)();
    },
    snapshots: query => {
      assert.deepEqual(query, { snapshotIdentifier: 'alpha-keep', type: 'manual', whole: true });
      looked += 1;
      events.push('looked');
      return nth(looks, looked)();
    },
    describeSnapshot: story.describeSnapshot ?? (async () => ({ Snapshots: [response.Snapshot] })),
  });
  const pauses: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
  };
  const known = 'source' in story ? story.source : source;
  const inDoubt = (): number => events.push('in doubt');
  const outcome = await sendCopy({
    gateway,
    input: aCopyRequest(),
    before: known,
    signal,
    inDoubt,
    wait,
    account: '111122223333',
  });
  return { outcome, sent, looked, pauses, events };
}

/** Each up to so many ms, and at least half of them. */
function assertPauses(pauses: readonly number[], longest: readonly number[]): void {
  assert.equal(pauses.length, longest.length);
  for (const [index, most] of longest.entries()) {
    const pause = pauses[index] ?? 0;
    assert.ok(pause >= most / 2 && pause <= most, `${pause} ms`);
  }
}

function nth<Item>(items: readonly Item[], number: number): Item {
  const item = items[Math.min(number, items.length) - 1];
  assert.ok(item !== undefined, 'It was not to be asked.');
  return item;
}

describe('sending a copy', () => {
  it('answers what the service did, and looks no further', async () => {
    const { outcome, sent, pauses } = await tell({ sends: [done] });
    assert.deepEqual(outcome, { kind: 'done', snapshot: copy, response, recovered: false });
    assert.deepEqual([sent, pauses], [1, []]);
  });

  const refusals: readonly ProblemKind[] = [
    'clusterNotFound',
    'snapshotAlreadyExists',
    'snapshotNotFound',
    'invalidSnapshotState',
    'snapshotQuotaExceeded',
    'invalidRetentionPeriod',
    'accessDenied',
    'credentialsExpired',
    'network',
    'unknown',
  ];
  for (const kind of refusals) {
    it(`fails at once, and is not looked for, when it is clear that nothing was done: ${kind}`, async () => {
      const { outcome, sent } = await tell({ sends: [refusedAs(kind)] });
      assert.deepEqual(outcome, { kind: 'failed', problem: aFailure(kind).problem });
      assert.equal(sent, 1);
    });
  }

  it('never rejects, not for an error of ours either', async () => {
    const { outcome } = await tell({ sends: [() => Promise.reject(new TypeError('A bug.'))] });
    assert.equal(outcome.kind === 'failed' && outcome.problem.message, 'A bug.');
  });
});

describe('a copy that is throttled', () => {
  it('is sent again after a pause: nothing was done', async () => {
    const { outcome, sent, pauses } = await tell({ sends: [refusedAs('throttled'), refusedAs('throttled'), done] });
    assert.equal(outcome.kind === 'done' && outcome.recovered, false);
    assert.deepEqual([sent, pauses.length], [3, 2]);
  });

  it('fails after five times, with longer and longer pauses between them', async () => {
    const { outcome, sent, pauses } = await tell({ sends: [refusedAs('throttled')] });
    assert.equal(outcome.kind === 'failed' && outcome.problem.kind, 'throttled');
    assert.equal(sent, 5);
    assertPauses(pauses, [1000, 2000, 4000, 8000]);
  });
});

describe('a copy without a clear answer', () => {
  for (const kind of ['timeout', 'network', 'serviceUnavailable', 'answerNotUnderstood', 'cancelled'] as const) {
    it(`was made when it is there, and is not sent again: ${kind}`, async () => {
      const { outcome, sent } = await tell({ sends: [unclear(kind)], looks: [there] });
      assert.deepEqual(outcome, { kind: 'done', snapshot: copy, response, recovered: true });
      assert.equal(sent, 1);
    });
  }

  it('was made when it is there at the second look', async () => {
    const { outcome, sent } = await tell({ sends: [unclear()], looks: [notThere, there] });
    assert.deepEqual([outcome.kind, sent], ['done', 1]);
  });

  for (const [how, look] of [
    ['nothing', notThere],
    ['an error', notThereByError],
  ] as const) {
    it(`was not made when the service has said twice, with ${how}, that it is not there; then it is sent again`, async () => {
      const { outcome, sent, looked } = await tell({ sends: [unclear(), done], looks: [look] });
      assert.deepEqual(outcome, { kind: 'done', snapshot: copy, response, recovered: false });
      assert.deepEqual([sent, looked], [2, 2]);
    });
  }

  it('was made by the first send when the second one finds its name taken', async () => {
    const { outcome, sent } = await tell({
      sends: [unclear(), refusedAs('snapshotAlreadyExists')],
      looks: [notThere, notThere, there],
    });
    assert.deepEqual([outcome.kind === 'done' && outcome.recovered, sent], [true, 2]);
  });

  it('is sent five times at most, and not called failed: the last call may still arrive', async () => {
    const { outcome, sent } = await tell({ sends: [unclear()], looks: [notThere] });
    assert.deepEqual([outcome.kind, sent], ['unknown', 5]);
  });

  for (const kind of ['credentialsExpired', 'throttled', 'snapshotQuotaExceeded', 'cancelled'] as const) {
    it(`is not called failed by what a later call is refused with: ${kind}`, async () => {
      const { outcome } = await tell({ sends: [unclear('timeout'), refusedAs(kind)], looks: [notThere] });
      assert.deepEqual(outcome, { kind: 'unknown', problem: aFailure('timeout', { outcomeUnknown: true }).problem });
    });
  }

  it('is looked for again when that gave no answer', async () => {
    const { outcome, looked } = await tell({ sends: [unclear()], looks: [silent, silent, there] });
    assert.deepEqual([outcome.kind, looked], ['done', 3]);
  });

  it('is of unknown outcome, with its first problem, when the service says nothing; and it is not sent again', async () => {
    const { outcome, sent, looked } = await tell({ sends: [unclear('serviceUnavailable')], looks: [silent] });
    assert.deepEqual(outcome, {
      kind: 'unknown',
      problem: aFailure('serviceUnavailable', { outcomeUnknown: true }).problem,
    });
    assert.deepEqual([sent, looked], [1, 6]);
  });

  it('is looked for six times at most, with longer and longer pauses before', async () => {
    const { looked, pauses } = await tell({ sends: [unclear()], looks: [silent] });
    assert.equal(looked, 6);
    assertPauses(pauses, [500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('is of unknown outcome when the service said only once that it is not there', async () => {
    const { outcome, sent } = await tell({ sends: [unclear()], looks: [notThere, silent] });
    assert.deepEqual([outcome.kind, sent], ['unknown', 1]);
  });

  const strangers: readonly (readonly [string, Snapshot])[] = [
    ['is of another cluster', { ...copy, clusterIdentifier: 'beta' }],
    ['shows another time', { ...copy, createTime: createTime + 1 }],
    ['is kept for another time', { ...copy, manualRetentionDays: -1 }],
  ];
  for (const [what, stranger] of strangers) {
    it(`is not ours when what is there ${what}`, async () => {
      const { outcome, sent } = await tell({ sends: [unclear()], looks: [() => pages([stranger])] });
      const { problem } = aFailure('timeout', { outcomeUnknown: true });
      assert.deepEqual([outcome, sent], [{ kind: 'clash', by: stranger, problem }, 1]);
    });
  }

  it('is ours by its cluster and retention where the source could not be read, or has no time', async () => {
    for (const known of [undefined, aSnapshot()]) {
      const { outcome } = await tell({ sends: [unclear()], looks: [there], source: known });
      assert.equal(outcome.kind, 'done');
    }
  });

  it('is ours in whatever case its cluster is written', () => {
    const request = aCopyRequest({ SourceSnapshotClusterIdentifier: 'Alpha' });
    const { outcomeOf } = copyClusterSnapshot;
    assert.notEqual(outcomeOf({ ...copy, clusterIdentifier: 'ALPHA' }, { input: request, before: source }), 'other');
    assert.equal(outcomeOf({ ...copy, clusterIdentifier: 'alpha-2' }, { input: request, before: source }), 'other');
  });

  it('ends with the first problem: the others come of looking and of sending again', async () => {
    const { outcome } = await tell({
      sends: [unclear('timeout'), unclear('serviceUnavailable')],
      looks: [notThere, notThere, silent],
    });
    assert.equal(outcome.kind === 'unknown' && outcome.problem.kind, 'timeout');
  });

  it('is said to be in doubt, each time before it is looked for', async () => {
    const { events } = await tell({ sends: [unclear(), unclear(), done], looks: [notThere] });
    assert.deepEqual(events, ['sent', 'in doubt', 'looked', 'looked', 'sent', 'in doubt', 'looked', 'looked', 'sent']);
  });

  it('was made also when it cannot be described: its name is the answer', async () => {
    for (const describeSnapshot of [
      () => Promise.reject(aFailure('throttled')),
      async () => ({ Snapshots: [] }),
      async () => ({}),
    ]) {
      const { outcome } = await tell({ sends: [unclear()], looks: [there], describeSnapshot });
      assert.deepEqual(outcome, {
        kind: 'done',
        snapshot: copy,
        response: { Snapshot: { SnapshotIdentifier: 'alpha-keep' } },
        recovered: true,
      });
    }
  });
});

describe('a copy that is cancelled', () => {
  it('is not sent', async () => {
    const { outcome, sent } = await tell({ sends: [done], signal: AbortSignal.abort() });
    assert.deepEqual([outcome, sent], [{ kind: 'cancelled' }, 0]);
  });

  it('was not sent when the gateway says so', async () => {
    const { outcome } = await tell({ sends: [refusedAs('cancelled')] });
    assert.deepEqual(outcome, { kind: 'cancelled' });
  });

  it('is not sent again', async () => {
    const abort = new AbortController();
    const throttledThenCancelled: Send = async () => {
      abort.abort();
      throw aFailure('throttled');
    };
    const { outcome, sent } = await tell({ sends: [throttledThenCancelled, done], signal: abort.signal });
    assert.deepEqual([outcome, sent], [{ kind: 'cancelled' }, 1]);
  });

  it('is found out all the same when it was on its way', async () => {
    const abort = new AbortController();
    const cancelledOnItsWay: Send = async () => {
      abort.abort();
      throw aFailure('cancelled', { outcomeUnknown: true });
    };
    const made = await tell({ sends: [cancelledOnItsWay], looks: [notThere, there], signal: abort.signal });
    assert.equal(made.outcome.kind, 'done');
    const other = new AbortController();
    const notMade = await tell({
      sends: [
        async () => {
          other.abort();
          throw aFailure('cancelled', { outcomeUnknown: true });
        },
      ],
      looks: [notThere],
      signal: other.signal,
    });
    assert.deepEqual([notMade.outcome.kind, notMade.sent], ['unknown', 1]);
  });
});
