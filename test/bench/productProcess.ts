// What Product runs. Each task takes the way that the extension takes: the bundle, its gateway, core's listing and copying.
// The extension host has loaded these for itself before any extension.
import 'node:child_process';
import 'node:crypto';
import 'node:fs/promises';
import 'node:https';
import 'node:os';
import { join } from 'node:path';
import type * as Sdk from '@aws-sdk/client-redshift';
import type * as AwsBundle from '../../src/aws/aws';
import type { Aws } from '../../src/core/model/aws';
import type { RedshiftGateway } from '../../src/core/model/gateway';
import { isCopyable, type Snapshot, snapshotKey } from '../../src/core/model/snapshot';
import { runBatch } from '../../src/core/operations/batch/runBatch';
import { sharedReads } from '../../src/core/operations/batch/sharedReads';
import { type CopyInput, copyClusterSnapshot } from '../../src/core/operations/copyClusterSnapshot';
import { Listing } from '../../src/core/tree/listing';
import { loadCompiled } from '../../src/loader/compiledBundle';
import { root } from '../support/paths';
import { runCopy } from '../support/runCopy';
import { type Blocked, EventLoopWatch } from './eventLoop';
import { roundTrips } from './roundTrip';

export interface Place {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface Task {
  readonly name: keyof Tasks;
  readonly place: Place;
  readonly input: unknown;
}

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

export type Tasks = typeof tasks;

interface Listed {
  readonly milliseconds: number;
  /** ms until the first rows were there. */
  readonly first: number;
  /** ms of all processors. */
  readonly cpu: number;
  readonly count: number;
  readonly blocked: Blocked;
  /** Bytes. */
  readonly kept: number;
}

const tasks = { list, sources, copies, batch, roundTrip, sdkAlone };

/** All snapshots of the account, held as the tree holds them. */
async function list(place: Place, { memory = false }: { readonly memory?: boolean }): Promise<Listed> {
  const before = memory ? memoryInUse() : 0;
  const watch = new EventLoopWatch();
  watch.start();
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { snapshots } = await connected(place);
  const listing = new Listing<Snapshot>({ source: signal => snapshots(signal), keyOf: snapshotKey, changed: () => {} });
  await listing.firstPage();
  const first = performance.now() - start;
  const { items, problem } = await listing.all();
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const blocked = await watch.stop();
  if (problem !== undefined) {
    throw new Error(`${problem.code}: ${problem.message}`);
  }
  const kept = memory ? memoryInUse() - before : 0;
  isUsed();
  return { milliseconds, first, cpu: (user + system) / 1000, count: items.length, blocked, kept };
}

/** Snapshots that can be copied. */
async function sources(place: Place, { count }: { readonly count: number }): Promise<readonly Snapshot[]> {
  const found: Snapshot[] = [];
  for await (const { items } of (await connected(place)).gateway.snapshots({ type: 'automated' })) {
    found.push(...items.filter(isCopyable));
    if (found.length >= count) {
      break;
    }
  }
  return found.slice(0, count);
}

interface Copied {
  readonly milliseconds: number;
  /** ms of each. */
  readonly each: readonly number[];
  readonly blocked: Blocked;
}

/** One after the other, as they are sent when all has been checked. */
async function copies(place: Place, { requests }: { readonly requests: readonly CopyInput[] }): Promise<Copied> {
  const { gateway } = await connected(place);
  const watch = new EventLoopWatch();
  const each: number[] = [];
  watch.start();
  const start = performance.now();
  for (const request of requests) {
    const begin = performance.now();
    await gateway.send('CopyClusterSnapshot', request);
    each.push(performance.now() - begin);
  }
  return { milliseconds: performance.now() - start, each, blocked: await watch.stop() };
}

/** As many snapshots are copied that were selected: checked, who is asking as well, and sent. */
async function batch(place: Place, { requests }: { readonly requests: readonly CopyInput[] }): Promise<Copied> {
  const { gateway } = await connected(place);
  // The session knows it by the time that something is copied.
  await gateway.callerIdentity();
  const { signal } = new AbortController();
  const watch = new EventLoopWatch();
  const each: number[] = [];
  watch.start();
  const start = performance.now();
  const reads = sharedReads(gateway, { operation: copyClusterSnapshot, inputs: requests, signal });
  const results = await runBatch({
    inputs: requests,
    signal,
    run: async (request, own) => {
      const begin = performance.now();
      const outcome = await runCopy({ gateway, input: request, signal: own, reads });
      each.push(performance.now() - begin);
      return outcome;
    },
  });
  const milliseconds = performance.now() - start;
  const blocked = await watch.stop();
  const failed = results.find(({ outcome }) => outcome.kind !== 'done');
  if (failed !== undefined) {
    throw new Error(JSON.stringify(failed));
  }
  return { milliseconds, each, blocked };
}

function roundTrip({ endpoint }: Place, { times }: { readonly times: number }): Promise<readonly number[]> {
  return roundTrips(endpoint, times);
}

/** ms until the SDK, in a bundle of its own, has been loaded and has read a page. */
async function sdkAlone(place: Place, { bundle }: { readonly bundle: string }): Promise<number> {
  const start = performance.now();
  const { DescribeClusterSnapshotsCommand, RedshiftClient }: typeof Sdk = require(bundle);
  const client = new RedshiftClient(place);
  await client.send(new DescribeClusterSnapshotsCommand({ MaxRecords: 100 }));
  return performance.now() - start;
}

interface Connected {
  readonly gateway: RedshiftGateway;
  snapshots(signal: AbortSignal): ReturnType<RedshiftGateway['snapshots']>;
}

const [, , compiledFolder = ''] = process.argv;
let connection: Promise<Connected> | undefined;
let isUsed = (): void => {};
const used = new Promise<void>(resolve => {
  isUsed = resolve;
});

function connected(place: Place): Promise<Connected> {
  connection ??= connect(place);
  return connection;
}

async function connect({ endpoint, region, credentials }: Place): Promise<Connected> {
  const { createAws } = loadCompiled(join(root, 'dist', 'aws.js'), {
    folder: compiledFolder,
    used: () => used,
  }) as typeof AwsBundle;
  const aws: Aws = createAws();
  const target = { source: { kind: 'sample' }, region, endpoint } as const;
  const gateway = aws.connect({ target, credentials, log: () => {} });
  return { gateway, snapshots: signal => gateway.snapshots({}, signal) };
}

function memoryInUse(): number {
  if (globalThis.gc === undefined) {
    throw new Error('--expose-gc is missing.');
  }
  // Also what V8 holds in reserve for its next garbage, 100 MB and more, is given back.
  globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage.rss();
}

process.on('message', ({ name, place, input }: Task) => {
  const task: (place: Place, input: never) => Promise<unknown> = tasks[name];
  void task(place, input as never).then(
    value => process.send?.({ ok: true, value } satisfies Answer),
    (error: unknown) => process.send?.({ ok: false, reason: String(error) } satisfies Answer),
  );
});
