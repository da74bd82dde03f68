import type { OperationInput } from '../model/gateway';
import { isJsonObject, type JsonValue } from '../model/json';
import { lifetimeOf } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import type { Operation } from './operation';
import { type ReadsGateway, readsOf } from './reads';
import type { Refusal } from './refusal';
import type { SendGateway, SendOutcome } from './send';

export interface ExplainOptions<Input extends OperationInput> {
  readonly gateway: ReadsGateway & SendGateway;
  readonly operation: Operation<Input>;
  readonly input: Input;
  /** As it was read before the sending. */
  readonly before: Snapshot | undefined;
}

/**
 * InvalidClusterSnapshotState has one text for several causes, what is there now says which one it is; and
 * InvalidRetentionPeriodFault does not say from when it counts.
 */
export async function explainFailure<Input extends OperationInput>(
  outcome: SendOutcome,
  options: ExplainOptions<Input>,
): Promise<SendOutcome> {
  if (outcome.kind !== 'failed') {
    return outcome;
  }
  const cause = await causeOf(outcome.problem.kind, options);
  return cause === undefined ? outcome : { ...outcome, cause };
}

async function causeOf<Input extends OperationInput>(
  kind: string,
  options: ExplainOptions<Input>,
): Promise<Refusal | undefined> {
  const { gateway, operation, input, before } = options;
  if (kind === 'invalidRetentionPeriod') {
    const { ManualSnapshotRetentionPeriod: days } = input;
    const lifetime = typeof days === 'number' ? lifetimeOf(days, before, gateway.now()) : undefined;
    return lifetime?.kind === 'over' ? { kind: 'retentionOver', span: lifetime } : undefined;
  }
  if (kind !== 'invalidSnapshotState') {
    return undefined;
  }
  const { signal } = new AbortController();
  const [{ refusals }, accounts] = await Promise.all([
    operation.examine(readsOf(gateway), input, signal),
    accountsWithAccess(options),
  ]);
  // What is shared can be changed all the same.
  const shared: Refusal | undefined =
    accounts.length > 0 && operation.effect !== 'changes' ? { kind: 'sourceShared', accounts } : undefined;
  return refusals.find(({ kind: other }) => other !== 'checkFailed' && other !== 'targetTaken') ?? shared;
}

/** The accounts that the snapshot is shared with; none where that cannot be read. */
async function accountsWithAccess<Input extends OperationInput>({
  gateway,
  operation,
  input,
  before,
}: ExplainOptions<Input>): Promise<readonly string[]> {
  const { identifier, cluster = '' } = operation.source?.(input) ?? operation.subject({ input, before });
  const reference = { ...before, identifier, clusterIdentifier: cluster };
  const described = await gateway.describeSnapshot(reference).catch(() => undefined);
  const [snapshot] = elementsOf(described?.['Snapshots']);
  const accounts = isJsonObject(snapshot) ? elementsOf(snapshot['AccountsWithRestoreAccess']) : [];
  return accounts.filter(isJsonObject).map(({ AccountId }) => String(AccountId));
}

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
