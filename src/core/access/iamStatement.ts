import type { JsonObject } from '../json';
import type { Problem } from '../problem';
import { denialOf } from './denial';

export interface IamScope {
  /** The operation that was denied, e.g. `CopyClusterSnapshot`. */
  readonly operation: string;
  readonly region: string;
  /** Twelve digits; `*` when not known. */
  readonly account?: string;
  readonly cluster?: string;
}

/**
 * The smallest IAM statement that allows an operation. Only the operations that change a snapshot can be limited to one
 * cluster's: DescribeClusters, DescribeClusterSnapshots and GetCallerIdentity support no Resource narrower than `*`
 * (service authorization reference of Amazon Redshift).
 */
export function iamStatement({ operation, region, account = '*', cluster = '*' }: IamScope): JsonObject {
  const snapshots = `arn:${partitionOf(region)}:redshift:${region}:${account}:snapshot:${cluster}/*`;
  const scoped = ['CopyClusterSnapshot', 'CreateClusterSnapshot', 'DeleteClusterSnapshot'];
  return {
    Effect: 'Allow',
    Action: operation === 'GetCallerIdentity' ? 'sts:GetCallerIdentity' : `redshift:${operation}`,
    Resource: scoped.includes(operation) ? snapshots : '*',
  };
}

/** The same for a denial that names its action itself, such as that of a role; undefined where nothing says what to allow. */
export function statementFor(problem: Problem, scope: Omit<IamScope, 'operation'>): JsonObject | undefined {
  const denial = denialOf(problem.message);
  if (problem.operation !== undefined) {
    return iamStatement({ ...scope, operation: problem.operation });
  }
  return denial && { Effect: 'Allow', Action: denial.action, Resource: denial.resource ?? '*' };
}

/** By the Region's prefix, as AWS names its partitions. */
function partitionOf(region: string): string {
  const prefixes: readonly (readonly [string, string])[] = [
    ['cn-', 'aws-cn'],
    ['us-gov-', 'aws-us-gov'],
    ['us-isob-', 'aws-iso-b'],
    ['us-isof-', 'aws-iso-f'],
    ['eu-isoe-', 'aws-iso-e'],
    ['us-iso-', 'aws-iso'],
    ['eusc-', 'aws-eusc'],
  ];
  return prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
