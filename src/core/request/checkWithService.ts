import { findManualSnapshot } from '../copy/reads';
import type { RedshiftGateway } from '../gateway';
import { type Problem, problemOf } from '../problem';
import { isAutomated, type Snapshot } from '../snapshot';
import type { RequestValues } from './readRequest';
import type { RequestMember } from './requestMembers';

/** What only the service can tell about a request. */
export type ServiceFault =
  | { readonly kind: 'sourceGone' }
  | { readonly kind: 'sourceOfOtherCluster'; readonly clusters: readonly string[] }
  | { readonly kind: 'clusterUnclear'; readonly clusters: readonly string[] }
  | { readonly kind: 'sourceNotAutomated'; readonly source: Snapshot }
  | { readonly kind: 'sourceNotAvailable'; readonly source: Snapshot }
  | { readonly kind: 'targetTaken'; readonly by: Snapshot }
  /** A read that failed: nothing is known. */
  | { readonly kind: 'unchecked'; readonly problem: Problem };

export interface ServiceFinding {
  readonly fault: ServiceFault;
  /** The member whose value it is about. */
  readonly member: RequestMember;
}

type Reader = Pick<RedshiftGateway, 'snapshots'>;

/** Reads source and target, side by side. Never rejects; a check that the caller's policy denies is left out. */
export async function checkWithService(
  gateway: Reader,
  request: RequestValues,
  signal: AbortSignal,
): Promise<readonly ServiceFinding[]> {
  const findings = await Promise.all([
    attempt('SourceSnapshotIdentifier', () => checkSource(gateway, request, signal)),
    attempt('TargetSnapshotIdentifier', () => checkTarget(gateway, request, signal)),
  ]);
  return findings.filter(finding => finding !== undefined);
}

/** The clusters with a snapshot of this identifier that a copy could be made of. Rejects with a ProblemError. */
export async function clustersOf(gateway: Reader, identifier: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = await snapshotsNamed(gateway, identifier, signal);
  return clusterNames(found.filter(isAutomated));
}

async function checkSource(
  gateway: Reader,
  { sourceIdentifier, clusterIdentifier }: RequestValues,
  signal: AbortSignal,
): Promise<ServiceFinding | undefined> {
  const named = await snapshotsNamed(gateway, sourceIdentifier, signal);
  const member = 'SourceSnapshotIdentifier';
  if (named.length === 0) {
    return { fault: { kind: 'sourceGone' }, member };
  }
  const own =
    clusterIdentifier === undefined
      ? named
      : named.filter(found => sameText(found.clusterIdentifier, clusterIdentifier));
  const clusters = clusterNames(named);
  if (own.length === 0) {
    return { fault: { kind: 'sourceOfOtherCluster', clusters }, member: 'SourceSnapshotClusterIdentifier' };
  }
  const source = own.find(isAutomated) ?? own[0];
  if (source !== undefined && !isAutomated(source)) {
    return { fault: { kind: 'sourceNotAutomated', source }, member };
  }
  if (clusterIdentifier === undefined && clusters.length > 1) {
    return { fault: { kind: 'clusterUnclear', clusters }, member };
  }
  return source === undefined || source.status === 'available'
    ? undefined
    : { fault: { kind: 'sourceNotAvailable', source }, member };
}

async function checkTarget(
  gateway: Reader,
  { targetIdentifier }: RequestValues,
  signal: AbortSignal,
): Promise<ServiceFinding | undefined> {
  const by = await findManualSnapshot(gateway, targetIdentifier, signal);
  if (by === undefined) {
    return undefined;
  }
  return { fault: { kind: 'targetTaken', by }, member: 'TargetSnapshotIdentifier' };
}

async function snapshotsNamed(gateway: Reader, identifier: string, signal: AbortSignal): Promise<readonly Snapshot[]> {
  const found: Snapshot[] = [];
  try {
    for await (const { items } of gateway.snapshots({ snapshotIdentifier: identifier }, signal)) {
      found.push(...items.filter(candidate => sameText(candidate.identifier, identifier)));
    }
  } catch (error) {
    if (problemOf(error).kind !== 'snapshotNotFound') {
      throw error;
    }
  }
  return found;
}

async function attempt(
  member: RequestMember,
  check: () => Promise<ServiceFinding | undefined>,
): Promise<ServiceFinding | undefined> {
  try {
    return await check();
  } catch (error) {
    const problem = problemOf(error);
    return problem.kind === 'accessDenied' ? undefined : { fault: { kind: 'unchecked', problem }, member };
  }
}

function clusterNames(snapshots: readonly Snapshot[]): readonly string[] {
  return [...new Set(snapshots.map(({ clusterIdentifier }) => clusterIdentifier))].sort();
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
