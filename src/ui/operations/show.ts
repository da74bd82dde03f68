import { l10n } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Snapshot } from '../../core/model/snapshot';
import { reportOf } from '../../core/operations/batch/report';
import type { BatchResult } from '../../core/operations/batch/runBatch';
import type { Session } from '../../core/session/session';
import type { Documents } from '../documents/documents';
import { namesOf, wordsOf } from '../text/operationWords';
import { showWarning } from '../vscode/window';
import { callOf, rowOf } from './result';
import type { Sending, Sent } from './sendAll';

export interface ShowHost {
  readonly documents: Pick<Documents, 'openAnswer' | 'openReport'>;
  /** Shows a new snapshot in the tree, without taking the focus. */
  readonly reveal: (session: Session, snapshot: Snapshot) => Promise<void>;
  /** For what goes on after a command has ended, and needs nobody. */
  readonly logError: (error: unknown) => void;
}

/** Shows in the tree what was done; only one that was made is brought into view. Nobody waits for it: it may need whole listings. */
export function showRow<Input extends OperationInput>(
  { reveal, logError }: ShowHost,
  { operation: { effect }, session }: Sending<Input>,
  { outcome }: BatchResult<Input>,
  how?: 'reveal',
): void {
  if (outcome.kind !== 'done' || session.ended.aborted) {
    return;
  }
  const { snapshot, before = snapshot } = outcome;
  const show = (): Promise<void> => {
    if (effect === 'destroys') {
      return session.tree.remove(before);
    }
    return how === 'reveal' && effect === 'creates' ? reveal(session, snapshot) : session.tree.addAll([snapshot]);
  };
  void show().catch(logError);
}

/** Opens the answer to the only one when it comes, even if another profile has been chosen meanwhile. Never rejects. */
export async function showAnswer<Input extends OperationInput>(
  { documents }: ShowHost,
  { operation, session, inputs: [input] }: Sending<Input>,
  sent: Promise<Sent<Input>>,
): Promise<void> {
  if (input === undefined) {
    return;
  }
  const call = callOf(operation, input);
  const { name, cluster, source } = namesOf(call);
  const time = Date.now();
  const subject =
    operation.source === undefined
      ? ({ kind: 'answer', operation: operation.name, snapshot: name, time } as const)
      : ({ kind: 'copy', cluster, snapshot: source, copy: name, time } as const);
  const awaited = sent.then(
    ({ results: [result] }) => (result?.outcome.kind === 'done' ? result.outcome.response : undefined),
    () => undefined,
  );
  try {
    await documents.openAnswer(subject, session, awaited);
  } catch (error) {
    // Not awaited, and no error of the operation: that was done.
    void showWarning(l10n.t('{0} Its response cannot be shown: {1}', wordsOf(call).done, String(error)));
  }
}

/** Opens the report on several, and returns it. */
export async function showReport<Input extends OperationInput>(
  { documents }: ShowHost,
  { operation, session }: Sending<Input>,
  results: readonly BatchResult<Input>[],
): Promise<JsonObject> {
  const rows = results.map(result => rowOf(operation, session, result));
  const place = { target: session.target, identity: await session.identity };
  const report = reportOf(operation, results, rows, place);
  await documents.openReport({ kind: 'batch', operation: operation.name, time: Date.now() }, session, report);
  return report;
}
