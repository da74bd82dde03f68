// Many operations of every kind while everything goes wrong at random; then the service and the journal have to agree exactly.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperationInput, OperationName } from '../../src/core/model/gateway';
import type { Wait } from '../../src/core/model/wait';
import { operations } from '../../src/core/operations/all';
import type { OperationRecord } from '../../src/core/operations/record';
import { type Outcome, run } from '../../src/core/operations/run';
import { type Fault, type FaultName, faultNames } from '../../src/sandbox/faults/fault';
import { Random } from '../../src/sandbox/model/random';
import { CopyStage } from '../support/copyStage';
import { CopyWindow } from '../support/copyWindow';
import { DiskJournal } from '../support/diskJournal';
import { type Asked, type Compared, compare, failedWithReason, isDoneIn, nameOf, type Settled } from './compare';

export interface SoakOptions {
  readonly count: number;
  readonly seed: number;
  /** How many of the requests have a fault, 0 to 1. */
  readonly share: number;
}

export interface SoakResult {
  readonly asked: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** What the service shows to be done. */
  readonly inService: number;
  /** How often each operation was sent. */
  readonly requests: Readonly<Record<string, number>>;
  readonly applied: Readonly<Record<string, number>>;
  /** What does not agree, a sentence each. */
  readonly differences: readonly string[];
}

/** So many are under way at once, in two windows that share the journal. */
const atOnce = 8;
/** Of fourteen operations. */
const mix = {
  CopyClusterSnapshot: 5,
  CreateClusterSnapshot: 2,
  ModifyClusterSnapshot: 2,
  DeleteClusterSnapshot: 1,
  CreateTags: 1,
  DeleteTags: 1,
  AuthorizeSnapshotAccess: 1,
  RevokeSnapshotAccess: 1,
} as const satisfies Record<OperationName, number>;
/** Of 100 so many are cancelled half-way, and so many new snapshots have a name that somebody else takes. */
const cancelledOf100 = 4;
const takenOf100 = 3;

export async function soakOperations({ count, seed, share }: SoakOptions): Promise<SoakResult> {
  const stage = await CopyStage.open({ seed, sources: count, tuning: { requestTimeout: 1000 } });
  // Who watches is known by real time: that of the stage leaps by minutes while a busy machine is reading.
  const disk = await DiskJournal.open(Date.now);
  const pace = new RateLimiter(stage);
  const windows = ['first', 'second'].map(
    name => new CopyWindow(stage, { journal: disk.window(name), wait: pace.wait }),
  );
  const random = new Random(seed);
  const asked = Array.from({ length: count }, (_, number) => askedAs(number));
  arrangeHeld(stage, asked);
  const strangers = arrangeStrangers(stage, asked, random);
  const faults = injectAll(stage, share);
  for (const window of windows) {
    window.follow();
  }
  const settled = await runAll(stage, windows, random, pace, asked);
  pace.finish();
  await Promise.all(windows.map(untilEnded));
  await untilTold(disk);
  for (const window of windows) {
    window.close();
  }
  const endings = windows.flatMap(window => window.endings);
  const result = resultOf(stage, { settled, operations: disk.everWritten, strangers, endings });
  await Promise.all([stage.close(), disk.close()]);
  return { ...result, applied: Object.fromEntries(faults.map(({ name, injected }) => [name, injected.applied])) };
}

/** Somebody sees at once what could not be read, and does something about it. */
function untilEnded(window: CopyWindow): Promise<void> {
  return window.until(() => {
    setImmediate(() => window.tracker.retry(window.session));
    return window.tracker.operations.every(hasEnded);
  });
}

/** Nobody watches anything any more: each end was written down and told. */
async function untilTold(disk: DiskJournal): Promise<void> {
  do {
    await nextTurn();
  } while (!(await disk.isQuiet()));
  await nextTurn();
}

/** Tracking that keeps step with the operations: a pause ends when some more of them have, and at once when all have. */
class RateLimiter {
  #ended = 0;
  #finished = false;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly stage: CopyStage) {}

  readonly wait: Wait = async milliseconds => {
    this.stage.sandbox.clock.advance(milliseconds);
    if (!this.#finished) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
  };

  operationEnded(): void {
    this.#ended += 1;
    if (this.#ended % 20 === 0) {
      this.#release();
    }
  }

  finish(): void {
    this.#finished = true;
    this.#release();
  }

  #release(): void {
    for (const resume of this.#waiting.splice(0)) {
      resume();
    }
  }
}

async function runAll(
  stage: CopyStage,
  windows: readonly CopyWindow[],
  random: Random,
  pace: RateLimiter,
  asked: readonly Asked[],
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  const left = [...asked];
  const work = async (window: CopyWindow): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      settled.push({ ...one, outcome: await runOne(stage, window, one, random) });
      pace.operationEnded();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, index) => work(windows[index % windows.length] as CopyWindow)));
  return settled;
}

async function runOne(stage: CopyStage, window: CopyWindow, asked: Asked, random: Random): Promise<Outcome> {
  const abort = new AbortController();
  const chance = random.fraction() * 100;
  if (chance < cancelledOf100 / 2) {
    setImmediate(() => abort.abort());
  }
  const operation = operations[asked.operation];
  const { outcome, saved } = await run({
    ...{ operation, input: asked.input, gateway: window.session.gateway, wait: stage.wait, signal: abort.signal },
    entry: window.tracker.begin(window.session, operation, asked.input),
    inDoubt: () => chance < cancelledOf100 && abort.abort(),
  });
  await saved;
  return outcome;
}

/** Which operation number `number` is, and on which snapshot: each is about one of its own. */
function askedAs(number: number): Asked {
  const names = Object.entries(mix).flatMap(([name, share]) => Array<OperationName>(share).fill(name as OperationName));
  const operation = names[number % names.length] ?? 'CopyClusterSnapshot';
  // Far longer than the run: its clock leaps from pause to pause, and has come to 25 hours.
  const ManualSnapshotRetentionPeriod = 100 + (number % 3000);
  const SnapshotIdentifier = `kept-${number}`;
  const named = { SnapshotIdentifier, SnapshotClusterIdentifier: 'alpha' };
  const ResourceName = `arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/${SnapshotIdentifier}`;
  const inputs: Readonly<Record<OperationName, OperationInput>> = {
    CopyClusterSnapshot: {
      SourceSnapshotIdentifier: `rs:alpha-${number}`,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: SnapshotIdentifier,
      ManualSnapshotRetentionPeriod,
    },
    CreateClusterSnapshot: { SnapshotIdentifier, ClusterIdentifier: 'alpha', ManualSnapshotRetentionPeriod },
    ModifyClusterSnapshot: { SnapshotIdentifier, ManualSnapshotRetentionPeriod },
    DeleteClusterSnapshot: named,
    CreateTags: { ResourceName, Tags: [{ Key: 'new', Value: String(number) }] },
    DeleteTags: { ResourceName, TagKeys: ['old'] },
    AuthorizeSnapshotAccess: { ...named, AccountWithRestoreAccess: '222233334444' },
    RevokeSnapshotAccess: { ...named, AccountWithRestoreAccess: '333344445555' },
  };
  return { operation, input: inputs[operation] };
}

/** The manual snapshots that are going to be changed or deleted; what is shared cannot be deleted. */
function arrangeHeld({ sandbox }: CopyStage, asked: readonly Asked[]): void {
  for (const { operation, input } of asked) {
    if (operations[operation].effect !== 'creates') {
      sandbox.data.addSnapshot({
        ClusterIdentifier: 'alpha',
        SnapshotIdentifier: nameOf({ operation, input }),
        SnapshotType: 'manual',
        ManualSnapshotRetentionPeriod: 50,
        Tags: [{ Key: 'old', Value: '0' }],
        AccountsWithRestoreAccess: operation === 'RevokeSnapshotAccess' ? [{ AccountId: '333344445555' }] : [],
      });
    }
  }
}

/** Every kind of fault that the sandbox knows, together as often as asked for. */
function injectAll({ sandbox }: CopyStage, share: number) {
  const names = Object.keys(faultNames) as FaultName[];
  const probability = 1 - (1 - share) ** (1 / names.length);
  const details: Readonly<Partial<Record<FaultName, Partial<Fault>>>> = {
    slow: { milliseconds: 5 },
    late: { milliseconds: 5 },
    // Few requests have a marker.
    repeatMarker: { probability: share },
    error: { error: { code: 'ClusterSnapshotQuotaExceeded', status: 400, message: 'No more of them.' } },
  };
  return names.map(name => ({ name, injected: sandbox.inject({ name, probability, ...details[name] }) }));
}

/** Manual snapshots of other people that have names which new ones are to have. */
function arrangeStrangers({ sandbox }: CopyStage, asked: readonly Asked[], random: Random): readonly string[] {
  const names = asked.filter(({ operation }) => operations[operation].effect === 'creates').map(nameOf);
  const taken = names.filter(() => random.fraction() * 100 < takenOf100);
  for (const SnapshotIdentifier of taken) {
    sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier, SnapshotType: 'manual' });
  }
  return taken;
}

function hasEnded({ state }: OperationRecord): boolean {
  return state !== 'planned' && state !== 'inProgress';
}

function resultOf(stage: CopyStage, said: Omit<Compared, 'service'>): Omit<SoakResult, 'applied'> {
  const service = stage.sandbox.data
    .snapshots()
    .filter(({ SnapshotType, ClusterIdentifier }) => SnapshotType === 'manual' && ClusterIdentifier === 'alpha');
  const { settled, operations: records } = said;
  const cancelled = settled.filter(({ outcome }) => outcome?.kind === 'cancelled').length;
  const failed = failedWithReason(said).length;
  const confirmed = records.filter(({ state }) => state === 'available' || state === 'done').length;
  const unsaid = settled.length - cancelled - confirmed - failed;
  return {
    asked: settled.length,
    confirmed,
    cancelled,
    failed,
    inService: settled.filter(isDoneIn(service)).length,
    requests: Object.fromEntries(Object.keys(operations).map(name => [name, stage.asked(name)])),
    differences: [
      ...compare({ ...said, service }),
      ...(unsaid === 0 ? [] : [`of ${unsaid} operations nobody was told how they ended`]),
    ],
  };
}
