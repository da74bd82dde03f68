// Listings of large accounts, beside boto3 in a process that stays and the AWS CLI started for each.
import type { Spread } from '../../src/sandbox/sample/large';
import { temporaryFolder } from '../support/processes';
import { type Account, startAccount } from './account';
import { blockOutcome } from './copying';
import { alternate, type BenchSettings, type Measurement, missing } from './measurement';
import { Boto3, type Listed, runAwsCli } from './otherTools';
import { Product } from './product';
import type { Outcome, Outcomes } from './report';
import { bundleSdk } from './sdkAlone';
import { median, ratioOf, rounded, spreadOf, time } from './statistics';

export const list10k50: Measurement = {
  title: 'list 10,000 at 50 ms',
  rows: ['list10kBoto50', 'list10kCli50', 'blockList10k'],
  run: settings =>
    onAccount({ snapshots: settings.quick ? 2_000 : 10_000, latency: 50 }, settings, async stage => {
      const { ours, boto, cli } = await compareLists(stage, settings);
      return {
        list10kBoto50: boto ? timesFaster(ours, boto) : missing.boto3,
        list10kCli50: cli ? timesFaster(ours, cli) : missing.awsCli,
        blockList10k: blockOutcome(ours.map(({ blocked }) => blocked)),
      };
    }),
};

export const list10k0: Measurement = {
  title: 'list 10,000 at 0 ms',
  rows: ['list10kBoto0', 'cpu', 'blockList0'],
  run: settings =>
    onAccount({ snapshots: settings.quick ? 2_000 : 10_000, latency: 0 }, settings, async stage => {
      const { ours, boto } = await compareLists({ ...stage, awsCli: undefined }, settings);
      const blockList0 = blockOutcome(ours.map(({ blocked }) => blocked));
      if (!boto) {
        return { list10kBoto0: missing.boto3, cpu: missing.boto3, blockList0 };
      }
      const cpu = ({ cpu: used, count }: Pick<Listed, 'cpu' | 'count'>) => (used / count) * 1000;
      const [own, others] = [ours.map(cpu), boto.map(cpu)];
      const detail = `${time(median(own))} : ${time(median(others))}`;
      return { list10kBoto0: timesFaster(ours, boto), cpu: { ...ratioOf(own, others), detail }, blockList0 };
    }),
};

export const listOneCluster: Measurement = {
  title: 'list one cluster of 5,000 at 50 ms',
  rows: ['listBurst', 'listYears'],
  run: async settings => ({
    listBurst: await oneClusterOf('burst', settings),
    listYears: await oneClusterOf('years', settings),
  }),
};

async function oneClusterOf(spread: Spread, settings: BenchSettings): Promise<Outcome> {
  const account = await startAccount({ clusters: 1, snapshots: settings.quick ? 1_000 : 5_000, spread, latency: 50 });
  try {
    const { ours, boto } = await compareLists({ account, python: settings.tools.python, awsCli: undefined }, settings);
    return boto ? timesFaster(ours, boto) : missing.boto3;
  } finally {
    await account.close();
  }
}

export const list100k: Measurement = {
  title: 'list 100,000 at 50 ms, each time in a new process',
  rows: ['list100k50', 'blockList100k', 'memory'],
  run: settings =>
    onAccount({ snapshots: settings.quick ? 5_000 : 100_000, latency: 50 }, settings, async ({ account, python }) => {
      const memory = true;
      const { ours, boto } = await alternate(settings.longRounds, {
        ours: () => withProduct(account, product => product.run('list', { memory })),
        ...(python && { boto: () => withBoto3(python, account, boto3 => boto3.list({ memory })) }),
      });
      const blockList100k = blockOutcome(ours.map(({ blocked }) => blocked));
      if (!boto) {
        return { list100k50: missing.boto3, memory: missing.boto3, blockList100k };
      }
      const kept = ({ kept: bytes, count }: Pick<Listed, 'kept' | 'count'>) => bytes / count / 1024;
      const [own, others] = [ours.map(kept), boto.map(kept)];
      const detail = `${rounded(median(own))} KB : ${rounded(median(others))} KB of resident memory`;
      return { list100k50: timesFaster(ours, boto), memory: { ...ratioOf(own, others), detail }, blockList100k };
    }),
};

export const firstRows: Measurement = {
  title: 'first rows of 10,000 at 50 ms',
  rows: ['firstCold', 'firstSdk', 'firstWarm'],
  run: settings =>
    onAccount({ snapshots: settings.quick ? 2_000 : 10_000, latency: 50 }, settings, async ({ account }) => {
      const first = async (product: Product, trip: number) => (await product.run('list', {})).first - trip;
      const cold: number[] = [];
      const warm: number[] = [];
      const installed: number[] = [];
      const sdk: number[] = [];
      const trips: number[] = [];
      const bundle = await bundleSdk();
      for (let round = 0; round < 2 * settings.rounds + 1; round++) {
        await withProduct(account, async product => {
          const trip = median(await product.run('roundTrip', { times: 10 }));
          cold.push(await first(product, trip));
          warm.push(await first(product, trip));
          trips.push(trip);
        });
        await withProduct(account, async product => {
          const trip = median(await product.run('roundTrip', { times: 10 }));
          sdk.push((await product.run('sdkAlone', { bundle })) - trip);
        });
        await withProduct(
          account,
          async product => {
            const trip = median(await product.run('roundTrip', { times: 10 }));
            installed.push(await first(product, trip));
          },
          temporaryFolder(),
        );
      }
      const detail = `round trip ${time(median(trips))}`;
      const once = `${time(median(installed))} the first time after an installation`;
      return {
        firstCold: { ...spreadOf(cold), detail: `${detail}; loading aws.js and connecting included; ${once}` },
        firstSdk: {
          ...ratioOf(cold, sdk),
          detail: `${time(median(cold))} : ${time(median(sdk))} beyond the round trip`,
        },
        firstWarm: { ...spreadOf(warm), detail },
      };
    }),
};

const rate = 20;
const pageSize = 100;

export const throttled: Measurement = {
  title: 'list 10,000 at 20 requests a second',
  rows: ['throttled', 'blockThrottled'],
  run: async settings => {
    const snapshots = settings.quick ? 5_000 : 10_000;
    const account = await startAccount({ clusters: 100, snapshots, rate });
    // The bucket holds what comes in a second.
    const floor = ((snapshots / pageSize - rate) / rate) * 1000;
    const lists: Awaited<ReturnType<typeof listOnceWarm>>[] = [];
    try {
      for (let round = 0; round < (settings.quick ? 1 : settings.rounds); round++) {
        lists.push(await listOnceWarm(account));
      }
    } finally {
      await account.close();
    }
    const factors = lists.map(({ milliseconds }) => milliseconds / floor);
    const lost = lists.reduce((sum, { count }) => sum + snapshots - count, 0);
    const detail = `${time(median(factors) * floor)}, floor ${time(floor)}; nothing known of the limit at first`;
    return {
      throttled: { ...spreadOf(factors), detail, ...(lost > 0 && { fault: `${lost} lost` }) },
      blockThrottled: blockOutcome(lists.map(({ blocked }) => blocked)),
    };
  },
};

/** In a process that has asked once, so that the SDK is loaded, and has never been refused. */
function listOnceWarm(account: Account) {
  return withProduct(account, async product => {
    await product.run('sources', { count: 1 });
    // The bucket is full again.
    await new Promise(resolve => setTimeout(resolve, 1500));
    return product.run('list', {});
  });
}

interface ListStage {
  readonly account: Account;
  readonly python: string | undefined;
  readonly awsCli: BenchSettings['tools']['awsCli'];
}

async function onAccount(
  size: { readonly snapshots: number; readonly latency: number },
  { tools: { python, awsCli } }: BenchSettings,
  run: (stage: ListStage) => Promise<Outcomes>,
): Promise<Outcomes> {
  const account = await startAccount({ clusters: Math.ceil(size.snapshots / 100), ...size });
  try {
    // The sandbox writes each snapshot's XML once, with its first listing; what was compiled for it is kept.
    await withProduct(account, async product => {
      await product.run('list', {});
      await product.hasKeptCode();
    });
    return await run({ account, python, awsCli });
  } finally {
    await account.close();
  }
}

/** One list by each, in turns: the extension and boto3 in processes that are warm, the AWS CLI as it is used. */
function compareLists({ account, python, awsCli }: ListStage, { rounds }: BenchSettings) {
  return withProduct(account, async product => {
    await product.run('list', {});
    const boto3 = python === undefined ? undefined : new Boto3(python, account);
    const { ours, boto, cli } = await alternate(rounds, {
      ours: () => product.run('list', {}),
      ...(boto3 && { boto: () => boto3.list() }),
      ...(awsCli && {
        cli: async () => ({ milliseconds: await runAwsCli(awsCli, account, ['describe-cluster-snapshots']) }),
      }),
    });
    await boto3?.close();
    return { ours, boto, cli };
  });
}

function timesFaster(
  ours: readonly { readonly milliseconds: number }[],
  others: readonly { readonly milliseconds: number }[],
): Outcome {
  const [own, theirs] = [ours, others].map(runs => runs.map(({ milliseconds }) => milliseconds));
  const detail = `${time(median(own ?? []))} : ${time(median(theirs ?? []))}`;
  return { ...ratioOf(own ?? [], theirs ?? []), detail };
}

async function withProduct<Value>(
  account: Account,
  use: (product: Product) => Promise<Value>,
  compiled?: string,
): Promise<Value> {
  const product = await Product.start(account, compiled);
  try {
    return await use(product);
  } finally {
    await product.close();
  }
}

async function withBoto3<Value>(
  python: string,
  account: Account,
  use: (boto3: Boto3) => Promise<Value>,
): Promise<Value> {
  const boto3 = new Boto3(python, account);
  try {
    return await use(boto3);
  } finally {
    await boto3.close();
  }
}
