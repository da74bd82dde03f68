import type { RedshiftGateway } from '../model/gateway';
import type { Problem } from '../model/problem';
import { lifetimeOf } from '../model/retention';
import { isAutomated, type Snapshot } from '../model/snapshot';
import { copyClusterSnapshot } from '../operations/copyClusterSnapshot';
import { type ReadsGateway, readsOf, snapshotsNamed } from '../operations/reads';
import type { CheckedThing, Refusal } from '../operations/refusal';
import type { RequestValues } from './readRequest';
import type { RequestMember } from './requestMembers';

/** What only the service can tell about a request: all that a copy is refused for, and more. */
export type ServiceFault =
  | Exclude<Refusal, { kind: 'checkFailed' }>
  | { readonly kind: 'clusterUnclear'; readonly clusters: readonly string[] }
  /** A read that failed: nothing is known. */
  | { readonly kind: 'unchecked'; readonly problem: Problem };

export interface ServiceFinding {
  readonly fault: ServiceFault;
  /** The member whose value it is about. */
  readonly member: RequestMember;
}

/** Said, but no reason not to send it. */
export function isWarning({ fault }: ServiceFinding): boolean {
  return fault.kind === 'retentionOver';
}

/** Makes the checks that are made before a copy. Never rejects; a check that the caller's policy denies is left out. */
export async function checkWithService(
  gateway: ReadsGateway,
  request: RequestValues,
  signal: AbortSignal,
): Promise<readonly ServiceFinding[]> {
  const clusters = await clustersMeant(gateway, request, signal);
  const [clusterIdentifier = '', ...others] = clusters;
  const { before: source, refusals } = await copyClusterSnapshot.examine(
    readsOf(gateway),
    { ...request, SourceSnapshotClusterIdentifier: clusterIdentifier },
    signal,
  );
  const lifetime = lifetimeOf(request.ManualSnapshotRetentionPeriod, source, Date.now());
  const over: readonly Refusal[] = lifetime.kind === 'over' ? [{ kind: 'retentionOver', span: lifetime }] : [];
  const findings = [...refusals, ...over].map(findingOf);
  if (others.length === 0) {
    return findings;
  }
  const unclear: ServiceFinding = { fault: { kind: 'clusterUnclear', clusters }, member: 'SourceSnapshotIdentifier' };
  return [unclear, ...findings.filter(({ member }) => member === 'TargetSnapshotIdentifier')];
}

/** The clusters with a snapshot of this identifier that a copy could be made of. Rejects with a ProblemError. */
export async function clustersOf(
  gateway: Pick<RedshiftGateway, 'snapshots'>,
  identifier: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return clusterNames((await snapshotsNamed(gateway, identifier, signal)).filter(isAutomated));
}

/** The cluster of the request; where it has none, those that it could be. What cannot be read is told by the checks. */
async function clustersMeant(
  gateway: ReadsGateway,
  { SourceSnapshotClusterIdentifier: clusterIdentifier, SourceSnapshotIdentifier: sourceIdentifier }: RequestValues,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (clusterIdentifier !== undefined) {
    return [clusterIdentifier];
  }
  // What fails here fails in the checks as well.
  const named = await snapshotsNamed(gateway, sourceIdentifier, signal).catch(() => []);
  const automated = clusterNames(named.filter(isAutomated));
  return automated.length > 0 ? automated : clusterNames(named).slice(0, 1);
}

function findingOf(refusal: Refusal): ServiceFinding {
  switch (refusal.kind) {
    case 'checkFailed':
      return { fault: { kind: 'unchecked', problem: refusal.problem }, member: memberOf(refusal.of) };
    case 'targetTaken':
      return { fault: refusal, member: 'TargetSnapshotIdentifier' };
    case 'retentionOver':
      return { fault: refusal, member: 'ManualSnapshotRetentionPeriod' };
    case 'sourceOfOtherCluster':
      return { fault: refusal, member: 'SourceSnapshotClusterIdentifier' };
    default:
      return { fault: refusal, member: 'SourceSnapshotIdentifier' };
  }
}

function memberOf(thing: CheckedThing): RequestMember {
  return thing === 'target' ? 'TargetSnapshotIdentifier' : 'SourceSnapshotIdentifier';
}

function clusterNames(snapshots: readonly Snapshot[]): readonly string[] {
  return [...new Set(snapshots.map(({ clusterIdentifier }) => clusterIdentifier))].sort();
}
