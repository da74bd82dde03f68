import type { CopyRequest } from '../gateway';
import { isJsonObject, type JsonValue } from '../json';
import { type CopyRefusal, examineCopy } from './preflight';
import { type ReadsGateway, readsOf } from './reads';
import type { SendGateway, SendOutcome } from './sendCopy';

/** InvalidClusterSnapshotState has one text for several causes: what is there now says which one it is. */
export async function explainFailure(
  outcome: SendOutcome,
  { gateway, request }: { readonly gateway: ReadsGateway & SendGateway; readonly request: CopyRequest },
): Promise<SendOutcome> {
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
  { sourceIdentifier: identifier, clusterIdentifier }: CopyRequest,
): Promise<readonly string[]> {
  const described = await gateway.describeSnapshot({ identifier, clusterIdentifier }).catch(() => undefined);
  const [source] = elementsOf(described?.['Snapshots']);
  const accounts = isJsonObject(source) ? elementsOf(source['AccountsWithRestoreAccess']) : [];
  return accounts.filter(isJsonObject).map(({ AccountId }) => String(AccountId));
}

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
