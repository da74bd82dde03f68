import { isJsonObject, type JsonValue } from '../model/json';
import { lifetimeOf } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import type { CopyInput } from './copyClusterSnapshot';
import { type CopyRefusal, examineCopy } from './preflight';
import { type ReadsGateway, readsOf } from './reads';
import type { SendGateway, SendOutcome } from './sendCopy';

export interface ExplainOptions {
  readonly gateway: ReadsGateway & SendGateway;
  readonly request: CopyInput;
  /** As it was read before the sending. */
  readonly source: Snapshot | undefined;
}

/**
 * InvalidClusterSnapshotState has one text for several causes, what is there now says which one it is; and
 * InvalidRetentionPeriodFault does not say from when it counts.
 */
export async function explainFailure(outcome: SendOutcome, options: ExplainOptions): Promise<SendOutcome> {
  const { gateway, request, source } = options;
  if (outcome.kind === 'failed' && outcome.problem.kind === 'invalidRetentionPeriod') {
    const lifetime = lifetimeOf(request.ManualSnapshotRetentionPeriod, source, Date.now());
    return lifetime.kind === 'over' ? { ...outcome, cause: { kind: 'retentionOver', span: lifetime } } : outcome;
  }
  if (outcome.kind !== 'failed' || outcome.problem.kind !== 'invalidSnapshotState') {
    return outcome;
  }
  const { signal } = new AbortController();
  const [examined, accounts] = await Promise.all([
    examineCopy(readsOf(gateway), request, signal),
    accountsWithAccess(gateway, request),
  ]);
  const shared: CopyRefusal | undefined = accounts.length > 0 ? { kind: 'sourceShared', accounts } : undefined;
  const cause = examined.refusals.find(({ kind }) => kind !== 'checkFailed' && kind !== 'targetTaken') ?? shared;
  return cause === undefined ? outcome : { ...outcome, cause };
}

/** The accounts that a source is shared with; none where that cannot be read. */
async function accountsWithAccess(
  gateway: SendGateway,
  { SourceSnapshotIdentifier: identifier, SourceSnapshotClusterIdentifier: clusterIdentifier }: CopyInput,
): Promise<readonly string[]> {
  const described = await gateway.describeSnapshot({ identifier, clusterIdentifier }).catch(() => undefined);
  const [source] = elementsOf(described?.['Snapshots']);
  const accounts = isJsonObject(source) ? elementsOf(source['AccountsWithRestoreAccess']) : [];
  return accounts.filter(isJsonObject).map(({ AccountId }) => String(AccountId));
}

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
