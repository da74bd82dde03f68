// Many copies while everything goes wrong at random; then the service's list and the journal have to agree exactly.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Wait } from '../../src/core/model/wait';
import type { CopyInput } from '../../src/core/operations/copyClusterSnapshot';
import type { OperationRecord } from '../../src/core/operations/record';
import type { Outcome } from '../../src/core/operations/run';
import { type Fault, type FaultName, faultNames } from '../../src/sandbox/faults/fault';
import { Random } from '../../src/sandbox/model/random';
import { CopyStage } from '../support/copyStage';
import { CopyWindow } from '../support/copyWindow';
import { DiskJournal } from '../support/diskJournal';
import { type Compared, compare, failedWithReason, type Settled } from './compare';

export interface SoakOptions {
  readonly copies: number;
  readonly seed: number;
  /** How many of the requests are struck by a fault, 0 to 1. */
  readonly share: number;
}

export interface SoakResult {
  readonly asked: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly inService: number;
  readonly requests: number;
  readonly struck: Readonly<Record<string, number>>;
  /** What does not agree, a sentence each. */
  readonly differences: readonly string[];
}

/** So many copies are under way at once, in two windows that share the journal. */
const atOnce = 8;
/** Of 100 copies so many are cancelled half-way, and so many have a name that somebody else takes. */
const cancelledOf100 = 4;
const takenOf100 = 3;

export async function soakCopies({ copies, seed, share }: SoakOptions): Promise<SoakResult> {
  const stage = await CopyStage.open({ seed, sources: copies, tuning: { requestTimeout: 1000 } });
  // Who watches is known by real time: that of the stage leaps by minutes while a busy machine is reading.
  const disk = await DiskJournal.open(Date.now);
  const pace = new RateLimiter(stage);
  const windows = ['first', 'second'].map(
    name => new CopyWindow(stage, { journal: disk.window(name), wait: pace.wait }),
  );
  const random = new Random(seed);
  const strangers = arrangeStrangers(stage, copies, random);
  const faults = injectAll(stage, share);
  for (const window of windows) {
    window.follow();
  }
  const settled = await copyAll(stage, windows, random, pace, copies);
  pace.finish();
  await Promise.all(windows.map(untilEnded));
  await untilTold(disk);
  for (const window of windows) {
    window.close();
  }
  const endings = windows.flatMap(window => window.endings);
  const result = resultOf(stage, { settled, operations: disk.everWritten, strangers, endings });
  await Promise.all([stage.close(), disk.close()]);
  return { ...result, struck: Object.fromEntries(faults.map(({ name, injected }) => [name, injected.struck])) };
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

/** Tracking that keeps step with the copies: a pause ends when some more of them have, and at once when all have. */
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

  copyEnded(): void {
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

async function copyAll(
  stage: CopyStage,
  windows: readonly CopyWindow[],
  random: Random,
  pace: RateLimiter,
  copies: number,
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  let next = 0;
  const work = async (window: CopyWindow): Promise<void> => {
    while (next < copies) {
      const number = next;
      next += 1;
      const request = requestOf(stage, number);
      const outcome = await copyOne(stage, window, request, random);
      settled.push({ request, outcome });
      pace.copyEnded();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, index) => work(windows[index % windows.length] as CopyWindow)));
  return settled;
}

function copyOne(stage: CopyStage, window: CopyWindow, request: CopyInput, random: Random): Promise<Outcome> {
  const abort = new AbortController();
  const chance = random.fraction() * 100;
  if (chance < cancelledOf100 / 2) {
    setImmediate(() => abort.abort());
  }
  const inDoubt = (): unknown => chance < cancelledOf100 && abort.abort();
  return window.copy(request, { signal: abort.signal, wait: stage.wait, inDoubt });
}

function requestOf(stage: CopyStage, number: number): CopyInput {
  return stage.request({
    SourceSnapshotIdentifier: `rs:alpha-${number}`,
    TargetSnapshotIdentifier: `kept-${number}`,
    // Far longer than the run: its clock leaps from pause to pause, and has come to 25 hours.
    ManualSnapshotRetentionPeriod: 100 + (number % 3000),
  });
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

/** Manual snapshots of other people that have names which copies are to have. */
function arrangeStrangers({ sandbox }: CopyStage, copies: number, random: Random): readonly string[] {
  const names = Array.from({ length: copies }, (_, number) => `kept-${number}`);
  const taken = names.filter(() => random.fraction() * 100 < takenOf100);
  for (const SnapshotIdentifier of taken) {
    sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier, SnapshotType: 'manual' });
  }
  return taken;
}

function hasEnded({ state }: OperationRecord): boolean {
  return state !== 'planned' && state !== 'inProgress';
}

function resultOf(stage: CopyStage, said: Omit<Compared, 'service'>): Omit<SoakResult, 'struck'> {
  const service = stage.sandbox.data
    .snapshots()
    .filter(({ SnapshotType, ClusterIdentifier }) => SnapshotType === 'manual' && ClusterIdentifier === 'alpha');
  const { settled, operations } = said;
  const cancelled = settled.filter(({ outcome }) => outcome?.kind === 'cancelled').length;
  const failed = failedWithReason(said).length;
  const confirmed = operations.filter(({ state }) => state === 'available').length;
  const unsaid = settled.length - cancelled - confirmed - failed;
  return {
    asked: settled.length,
    confirmed,
    cancelled,
    failed,
    inService: service.length,
    requests: stage.asked('CopyClusterSnapshot'),
    differences: [
      ...compare({ ...said, service }),
      ...(unsaid === 0 ? [] : [`of ${unsaid} copies nobody was told how they ended`]),
    ],
  };
}
