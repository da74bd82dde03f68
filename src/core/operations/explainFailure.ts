import type { OperationInput } from '../model/gateway';
import { onlySnapshot } from '../model/maskedMembers';
import { lifetimeOf } from '../model/retention';
import { accountsWithAccess } from '../model/sharing';
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
    readAccounts(options),
  ]);
  // What is shared can be changed all the same.
  const shared: Refusal | undefined =
    accounts.length > 0 && operation.effect !== 'changes' ? { kind: 'sourceShared', accounts } : undefined;
  return refusals.find(({ kind: other }) => other !== 'checkFailed' && other !== 'targetTaken') ?? shared;
}

/** The accounts that the snapshot is shared with; none where that cannot be read. */
async function readAccounts<Input extends OperationInput>({
  gateway,
  operation,
  input,
  before,
}: ExplainOptions<Input>): Promise<readonly string[]> {
  const { identifier, cluster = '' } = operation.source?.(input) ?? operation.subject({ input, before });
  const reference = { ...before, identifier, clusterIdentifier: cluster };
  const read = await gateway.describeSnapshot(reference).catch(() => undefined);
  const described = read && onlySnapshot(read);
  return described === undefined ? [] : accountsWithAccess({ described });
}
