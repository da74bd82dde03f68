// `npm run soak`: at full size what `npm test` runs small. Exits with 1 on any difference.
import { type SoakResult, soakCopies } from './copies';

export interface SoakRun {
  readonly copies: number;
  readonly seed: number;
}

export async function soak({ copies, seed }: SoakRun): Promise<number> {
  console.log(`${copies} copies, 20 % of all requests struck by a fault, seed ${seed}`);
  const result = await soakCopies({ copies, seed, share: 0.2 });
  print(result);
  return result.differences.length === 0 ? 0 : 1;
}

function print({ struck, differences, ...counts }: SoakResult): void {
  const lines = {
    'copies asked': counts.asked,
    confirmed: counts.confirmed,
    'failed with a reason': counts.failed,
    cancelled: counts.cancelled,
    'snapshots in the service': counts.inService,
    'CopyClusterSnapshot requests': counts.requests,
    'faults that struck': Object.values(struck).reduce((sum, count) => sum + count, 0),
    differences: differences.length,
  };
  for (const [what, count] of Object.entries(lines)) {
    console.log(`${what.padEnd(30)}${String(count).padStart(6)}`);
  }
  console.log(
    `  ${Object.entries(struck)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const difference of differences) {
    console.log(`  ${difference}`);
  }
}
