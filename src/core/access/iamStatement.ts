import type { OperationName } from '../model/gateway';
import type { JsonObject } from '../model/json';
import type { Problem } from '../model/problem';
import { isOperationName, operations } from '../operations/all';
import { actionOf, denialOf } from './denial';

export interface IamScope {
  /** The operation that was denied, e.g. `CopyClusterSnapshot`. */
  readonly operation: string;
  readonly region: string;
  /** Twelve digits; `*` when not known. */
  readonly account?: string;
  readonly cluster?: string;
}

/**
 * The smallest IAM statement that allows an operation. Only the operations that change a snapshot can be limited to
 * snapshots, and to those of one cluster only where the call or its ARN names it, which ModifyClusterSnapshot does not:
 * DescribeClusters, DescribeClusterSnapshots and GetCallerIdentity support no Resource narrower than `*` (service
 * authorization reference of Amazon Redshift).
 */
export function iamStatement({ operation, region, account = '*', cluster = '*' }: IamScope): JsonObject {
  const snapshots = `arn:${partitionOf(region)}:redshift:${region}:${account}:snapshot`;
  return {
    Effect: 'Allow',
    Action: actionOf(operation),
    Resource: isOperationName(operation) ? `${snapshots}:${namesCluster(operation) ? cluster : '*'}/*` : '*',
  };
}

function namesCluster(operation: OperationName): boolean {
  return operations[operation].parameters.some(
    ({ argument, kind }) => argument === 'cluster' || kind === 'snapshotArn',
  );
}

/** Only the policy of the role itself allows it, never one of those who want to assume it. */
const TRUST_ACTIONS: readonly string[] = ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/**
 * The same for a denial, which may name another action than the operation that was asked for. Undefined where no statement
 * helps: a policy forbids it, a role does not trust the caller, or nothing says what to allow.
 */
export function statementFor(problem: Problem, scope: Omit<IamScope, 'operation'>): JsonObject | undefined {
  const { operation } = problem;
  const denial = denialOf(problem.message);
  if (denial?.explicit || (denial && TRUST_ACTIONS.includes(denial.action))) {
    return undefined;
  }
  if (denial !== undefined && (operation === undefined || denial.action !== actionOf(operation))) {
    return { Effect: 'Allow', Action: denial.action, Resource: denial.resource ?? '*' };
  }
  return operation === undefined ? undefined : iamStatement({ ...scope, operation });
}

/** Whether a statement helps against a denial. */
export function isAllowable(problem: Problem): boolean {
  return statementFor(problem, { region: '' }) !== undefined;
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
