import type { OperationInput } from '../model/gateway';
import type { JsonValue } from '../model/json';
import type { Problem } from '../model/problem';
import { lifetimeOf } from '../model/retention';
import { atOnce, forEachAtOnce } from '../operations/batch/atOnce';
import { sharedReads } from '../operations/batch/sharedReads';
import type { Operation, Parameter } from '../operations/operation';
import { type Reads, type ReadsGateway, readsOf } from '../operations/reads';
import type { Refusal } from '../operations/refusal';
import type { RequestItem } from './readRequest';
import type { TextSpan } from './requestFault';

/** What only the service can tell about a request: all that the operation is refused for, and more. */
export type ServiceFault =
  | Exclude<Refusal, { kind: 'checkFailed' }>
  | { readonly kind: 'clusterUnclear'; readonly clusters: readonly string[]; readonly parameter: string }
  /** A read that failed: nothing is known. */
  | { readonly kind: 'unchecked'; readonly problem: Problem };

export interface ServiceFinding {
  readonly fault: ServiceFault;
  readonly span: TextSpan;
  /** An error forbids to send it. */
  readonly severity: 'error' | 'warning' | 'information';
}

/**
 * Makes the checks that are made before the operation, as far as the values are known that they need. Never rejects; a
 * check that the caller's policy denies is left out.
 */
export async function checkWithService(
  gateway: ReadsGateway,
  { operation, items }: { readonly operation: Operation; readonly items: readonly RequestItem[] },
  signal: AbortSignal,
): Promise<readonly ServiceFinding[]> {
  const clusters: (readonly string[])[] = [];
  await forEachAtOnce([...items.entries()], atOnce, async ([index, { known }]) => {
    // What cannot be read here is told by the checks.
    clusters[index] = (await clustersMeant(gateway, operation, known, signal).catch(() => [])) ?? [];
  });
  const inputs = items.map(({ known }, index) => completed(operation, known, clusters[index] ?? []));
  const reads = whereNamed(sharedReads(gateway, { operation, inputs, signal }));
  const found: (readonly ServiceFinding[])[] = items.map(() => []);
  await forEachAtOnce([...items.entries()], atOnce, async ([index, item]) => {
    const input = inputs[index];
    if (input !== undefined) {
      const findings = await checkItem(reads, { operation, item, input }, signal);
      found[index] = withClusters(operation, item, clusters[index] ?? [], findings);
    }
  });
  return withoutRepeated(found.flat());
}

/**
 * The clusters that parameters may mean which name none; undefined where they name one, or the operation needs none. Rejects
 * with a ProblemError.
 */
export async function clustersMeant(
  gateway: ReadsGateway,
  operation: Operation,
  known: OperationInput,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const parameter = clusterParameter(operation);
  if (operation.clusters === undefined || parameter === undefined || known[parameter] !== undefined) {
    return undefined;
  }
  return operation.clusters(whereNamed(readsOf(gateway)), completed(operation, known, []), signal);
}

/** With the cluster that it must mean. */
export function withCluster(operation: Operation, input: OperationInput, cluster: string | undefined): OperationInput {
  const parameter = clusterParameter(operation);
  return cluster === undefined || parameter === undefined ? input : { ...input, [parameter]: cluster };
}

function clusterParameter({ parameters }: Operation): string | undefined {
  return parameters.find(({ argument }) => argument === 'cluster')?.name;
}

/** With nothing in the place of what a call needs and is not known, or not valid: what is found out about that is left out. */
function completed(operation: Operation, known: OperationInput, [cluster]: readonly string[]): OperationInput {
  const needed = operation.parameters.filter(
    ({ required, argument }) => required || (argument === 'cluster' && operation.clusters !== undefined),
  );
  const nothing = needed.map(({ name, kind }) => [name, nothingOf(kind)] as const);
  return { ...Object.fromEntries(nothing), ...withCluster(operation, known, cluster) };
}

function nothingOf(kind: Parameter['kind']): JsonValue {
  switch (kind) {
    case 'days':
      return -1;
    case 'tags':
    case 'tagKeys':
      return [];
    default:
      return '';
  }
}

/** What has no name is not asked for. */
function whereNamed(reads: Reads): Reads {
  return {
    ...reads,
    named: async (name, signal) => (name.identifier === '' ? [] : reads.named(name, signal)),
    manual: async (identifier, signal) => (identifier === '' ? [] : reads.manual(identifier, signal)),
    cluster: async (identifier, signal) => (identifier === '' ? undefined : reads.cluster(identifier, signal)),
  };
}

interface CheckedItem {
  readonly operation: Operation;
  readonly item: RequestItem;
  readonly input: OperationInput;
}

async function checkItem(
  reads: Reads,
  { operation, item, input }: CheckedItem,
  signal: AbortSignal,
): Promise<readonly ServiceFinding[]> {
  const { before, refusals } = await operation.examine(reads, input, AbortSignal.any([signal]));
  const { ManualSnapshotRetentionPeriod: days } = item.known;
  const lifetime = typeof days === 'number' ? lifetimeOf(days, before, reads.now()) : undefined;
  // What makes a snapshot is sent all the same: Redshift has the last word.
  const over: readonly ServiceFinding[] =
    lifetime?.kind === 'over' && operation.effect === 'creates'
      ? [finding({ kind: 'retentionOver', span: lifetime }, spanOf(operation, item, 'retentionDays'), 'warning')]
      : [];
  const found = refusals.flatMap(refusal => {
    const argument = argumentOf(refusal);
    const parameter = parameterFor(operation, argument);
    const isOfCaller = refusal.kind === 'checkFailed' && refusal.of === 'caller';
    if (!isOfCaller && parameter !== undefined && input[parameter] === '') {
      return [];
    }
    const span = spanOf(operation, item, argument);
    return refusal.kind === 'checkFailed'
      ? [finding({ kind: 'unchecked', problem: refusal.problem }, span, 'information')]
      : [finding(refusal, span, 'error')];
  });
  return [...found, ...over];
}

/** Where the cluster is unclear, nothing is known of it and of what it has. */
function withClusters(
  operation: Operation,
  item: RequestItem,
  clusters: readonly string[],
  findings: readonly ServiceFinding[],
): readonly ServiceFinding[] {
  const parameter = clusterParameter(operation);
  if (clusters.length < 2 || parameter === undefined) {
    return findings;
  }
  const unclear = finding(
    { kind: 'clusterUnclear', clusters, parameter },
    spanOf(operation, item, 'snapshot'),
    'warning',
  );
  return [unclear, ...findings.filter(({ fault }) => fault.kind === 'targetTaken')];
}

/** Of a service that cannot be reached it is said once. */
function withoutRepeated(findings: readonly ServiceFinding[]): readonly ServiceFinding[] {
  const unchecked = findings.find(({ fault }) => fault.kind === 'unchecked');
  return findings.filter(found => found.fault.kind !== 'unchecked' || found === unchecked);
}

function finding(fault: ServiceFault, span: TextSpan, severity: ServiceFinding['severity']): ServiceFinding {
  return { fault, span, severity };
}

/** The argument whose value a refusal is about. */
function argumentOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'targetTaken':
      return 'target';
    case 'retentionOver':
      return 'retentionDays';
    case 'ownAccount':
    case 'hasAccess':
    case 'noAccess':
      return 'account';
    case 'tooManyTags':
      return 'tags';
    case 'sourceOfOtherCluster':
    case 'clusterGone':
    case 'clusterNotAvailable':
      return 'cluster';
    case 'checkFailed':
      return refusal.of === 'target' || refusal.of === 'cluster' ? refusal.of : 'snapshot';
    default:
      return 'snapshot';
  }
}

/** Where an operation has no such parameter, the snapshot that it is about. */
function parameterFor({ parameters }: Operation, argument: string): string | undefined {
  return (parameters.find(parameter => parameter.argument === argument) ?? parameters[0])?.name;
}

function spanOf(operation: Operation, { values, span }: RequestItem, argument: string): TextSpan {
  return values.get(parameterFor(operation, argument) ?? '') ?? values.get(operation.parameters[0]?.name ?? '') ?? span;
}
