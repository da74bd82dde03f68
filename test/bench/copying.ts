// Copies: one in a process that is warm, and a hundred, beside the AWS CLI started for each.
import type { CopyInput } from '../../src/core/operations/copyClusterSnapshot';
import { type Account, startAccount } from './account';
import { alternate, type BenchSettings, type Measurement, missing } from './measurement';
import { runAwsCli } from './otherTools';
import { Product } from './product';
import type { Outcomes } from './report';
import { median, ratioOf, spreadOf, time } from './statistics';

export const oneCopy: Measurement = {
  title: 'one copy',
  rows: ['copy0', 'copy50', 'send0', 'send50'],
  run: async settings => ({ ...(await copyAt(0, settings)), ...(await copyAt(50, settings)) }),
};

export const manyCopies: Measurement = {
  title: '100 copies',
  rows: ['copies50', 'blockCopies'],
  run: settings => onCopyStage(50, stage => compareMany(stage, settings)),
};

async function copyAt(latency: 0 | 50, settings: BenchSettings): Promise<Outcomes> {
  return onCopyStage(latency, async stage => {
    const { copy, send } = await compareOne(stage, settings);
    return { [`copy${latency}`]: copy, [`send${latency}`]: send };
  });
}

async function compareOne({ account, product, next }: CopyStage, { quick, rounds, tools: { awsCli } }: BenchSettings) {
  const copyTwenty = async () => {
    const requests = Array.from({ length: quick ? 5 : 20 }, next);
    return median((await product.run('copies', { requests })).each);
  };
  await copyTwenty();
  const { ours, cli, trip } = await alternate(rounds, {
    ours: copyTwenty,
    ...(awsCli && { cli: () => runAwsCli(awsCli, account, copyArguments(next())) }),
    trip: async () => median(await product.run('roundTrip', { times: 20 })),
  });
  const beyond = ours.map((own, round) => own - (trip[round] ?? 0));
  return {
    copy: cli ? { ...ratioOf(ours, cli), detail: `${time(median(ours))} : ${time(median(cli))}` } : missing.awsCli,
    send: { ...spreadOf(beyond), detail: `${time(median(ours))}, round trip ${time(median(trip))}` },
  };
}

async function compareMany({ account, product, next }: CopyStage, settings: BenchSettings): Promise<Outcomes> {
  const { quick, rounds, tools } = settings;
  const { awsCli } = tools;
  const [hundred, loop] = quick ? [20, 3] : [100, 20];
  const blocks: { readonly longest: number; readonly p99: number }[] = [];
  const copyHundred = async () => {
    const requests = Array.from({ length: hundred }, next);
    const { milliseconds, blocked } = await product.run('batch', { requests });
    blocks.push(blocked);
    return milliseconds / hundred;
  };
  const loopOfCli = async () => {
    const start = performance.now();
    for (let i = 0; awsCli && i < loop; i++) {
      await runAwsCli(awsCli, account, copyArguments(next()));
    }
    return (performance.now() - start) / loop;
  };
  await copyHundred();
  blocks.length = 0;
  const { ours, cli } = await alternate(rounds, { ours: copyHundred, ...(awsCli && { cli: loopOfCli }) });
  const detail = `${time(median(ours) * 100)} : ${time(median(cli ?? []) * 100)} (from ${loop} of the CLI's)`;
  return {
    copies50: cli ? { ...ratioOf(ours, cli), detail } : missing.awsCli,
    blockCopies: blockOutcome(blocks),
  };
}

interface CopyStage {
  readonly account: Account;
  readonly product: Product;
  /** A copy that has not been made yet. */
  readonly next: () => CopyInput;
}

async function onCopyStage(latency: number, run: (stage: CopyStage) => Promise<Outcomes>): Promise<Outcomes> {
  const account = await startAccount({ clusters: 10, snapshots: 200, latency });
  const product = await Product.start(account);
  try {
    const [source] = await product.run('sources', { count: 1 });
    if (source === undefined) {
      throw new Error('There is nothing to copy.');
    }
    let made = 0;
    const next = (): CopyInput => ({
      SourceSnapshotClusterIdentifier: source.clusterIdentifier,
      SourceSnapshotIdentifier: source.identifier,
      TargetSnapshotIdentifier: `bench-${++made}`,
      ManualSnapshotRetentionPeriod: 7,
    });
    return await run({ account, product, next });
  } finally {
    await product.close();
    await account.close();
  }
}

function copyArguments(copy: CopyInput): readonly string[] {
  return [
    'copy-cluster-snapshot',
    ...['--source-snapshot-identifier', copy.SourceSnapshotIdentifier],
    ...['--source-snapshot-cluster-identifier', copy.SourceSnapshotClusterIdentifier],
    ...['--target-snapshot-identifier', copy.TargetSnapshotIdentifier],
    ...['--manual-snapshot-retention-period', String(copy.ManualSnapshotRetentionPeriod)],
  ];
}

/** The longest block of each run; the aim is about the 99th percentile. */
export function blockOutcome(blocks: readonly { readonly longest: number; readonly p99: number }[]) {
  const aimedAt = median(blocks.map(({ p99 }) => p99));
  return { ...spreadOf(blocks.map(({ longest }) => longest)), aimedAt, detail: `p99 ${time(aimedAt)}` };
}
