import type { OtherTools } from './otherTools';
import type { Outcomes } from './report';
import type { Row } from './targets';

export interface BenchSettings {
  /** Small and few: to see that it works. */
  readonly quick: boolean;
  /** Pairs of runs, side by side. */
  readonly rounds: number;
  /** The same where a pair takes minutes. */
  readonly longRounds: number;
  readonly tools: OtherTools;
}

/** Something that is measured at one go. */
export interface Measurement {
  readonly title: string;
  readonly rows: readonly Row[];
  run(settings: BenchSettings): Promise<Outcomes>;
}

/** Runs each contender once a round, every other round the other way round, so that none has the machine's better moments. */
export async function alternate<Results extends object>(
  rounds: number,
  contenders: Contenders<Results>,
): Promise<{ readonly [Name in keyof Results]: readonly Results[Name][] }> {
  const order = Object.keys(contenders) as (keyof Results)[];
  const results = Object.fromEntries(order.map(name => [name, []])) as unknown as {
    [Name in keyof Results]: Results[Name][];
  };
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? order : order.toReversed()) {
      results[name].push(await contenders[name]());
    }
  }
  return results;
}

/** Who is measured: what each of them runs once. */
export type Contenders<Results extends object> = { readonly [Name in keyof Results]: () => Promise<Results[Name]> };

export const missing = {
  awsCli: { notMeasured: 'the AWS CLI is not installed' },
  boto3: { notMeasured: 'boto3 is not installed' },
} as const;
