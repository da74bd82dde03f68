// `npm run soak`: at full size what `npm test` runs small. Resolves with the exit code: 1 on any difference.
import { extensionHostsCanBeKilled } from '../support/processTable';
import { soakKills } from './kills';
import { soakOperations } from './operations';

export interface SoakRun {
  readonly operations: number;
  readonly kills: number;
  readonly seed: number;
}

export async function soak({ operations, kills, seed }: SoakRun): Promise<number> {
  const differences = [
    ...(operations > 0 ? await runOperations(operations, seed) : []),
    ...(kills > 0 ? await runKills(kills, seed) : []),
  ];
  return differences.length === 0 ? 0 : 1;
}

async function runOperations(count: number, seed: number): Promise<readonly string[]> {
  console.log(`${count} operations, 20 % of all requests with a fault, seed ${seed}`);
  const { applied, differences, ...counts } = await soakOperations({ count, seed, share: 0.2 });
  print(
    {
      'operations asked': counts.asked,
      confirmed: counts.confirmed,
      'failed with a reason': counts.failed,
      cancelled: counts.cancelled,
      'done in the service': counts.inService,
      ...Object.fromEntries(Object.entries(counts.requests).map(([name, sent]) => [`${name} requests`, sent])),
      'faults applied': Object.values(applied).reduce((sum, count) => sum + count, 0),
    },
    differences,
  );
  const each = Object.entries(applied).map(([name, count]) => `${name} ${count}`);
  console.log(`  ${each.join(', ')}\n`);
  return differences;
}

async function runKills(kills: number, seed: number): Promise<readonly string[]> {
  if (!extensionHostsCanBeKilled) {
    console.log(`Kills skipped: the extension host is not found on ${process.platform}.`);
    return [];
  }
  console.log(`${kills} kills of the extension host at a random moment of a copy, seed ${seed}`);
  const { differences, ...counts } = await soakKills({ kills, seed });
  print(
    {
      'copies asked': counts.asked,
      'extension hosts killed': counts.killed,
      'written down': counts.journaled,
      confirmed: counts.confirmed,
      'not made, and said so': counts.notMade,
      'snapshots in the service': counts.inService,
    },
    differences,
  );
  return differences;
}

function print(counts: Readonly<Record<string, number>>, differences: readonly string[]): void {
  for (const [what, count] of Object.entries({ ...counts, differences: differences.length })) {
    console.log(`${what.padEnd(33)}${String(count).padStart(6)}`);
  }
  for (const difference of differences) {
    console.log(`  ${difference}`);
  }
}
