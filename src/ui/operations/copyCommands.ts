import { l10n } from 'vscode';
import type { JsonObject } from '../../core/model/json';
import { isCopyable, type Snapshot } from '../../core/model/snapshot';
import { type CopyInput, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { areArguments, checkArguments } from '../../core/operations/input';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { SnapshotNode } from '../../core/tree/nodes';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { isNode, selectedNodes } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { pickRegion } from '../profiles/chooseRegion';
import { argumentFaultText } from '../text/faultText';
import type { ClustersView } from '../tree/clustersView';
import { assertChangesAllowed, assertNoConfirmationNeeded } from './confirmCopy';
import { copyManyWithPrompts } from './copyMany';
import { copyWithArguments, copyWithPrompts } from './copyToManual';
import { retryFailed } from './retryFailed';
import type { CopyHost } from './runCopy';
import { copyAll } from './runMany';

export interface CopyCommandsHost extends CopyHost {
  readonly sessions: Sessions;
  readonly view: Pick<ClustersView, 'ownerOf'>;
}

export function copyCommands(host: CopyCommandsHost): CommandTable {
  return {
    [commandIds.copyToManual]: {
      run: (...given) => (asksNothing(given[0]) ? copyAsAsked(host, given[0]) : copyRows(host, given)),
      asksNothing,
    },
    [commandIds.retryFailed]: { run: given => retryFailed(host, given) },
  };
}

/** One plain object, or a list of them. */
function asksNothing(given: unknown): boolean {
  return Array.isArray(given) || areArguments(copyClusterSnapshot, given);
}

async function copyAsAsked(host: CopyCommandsHost, given: unknown): Promise<unknown> {
  const session = await openSession(host.sessions);
  if (!Array.isArray(given)) {
    return areArguments(copyClusterSnapshot, given) ? copyWithArguments(host, session, given) : undefined;
  }
  const requests = given.map(requestOf);
  const names = requests.map(({ TargetSnapshotIdentifier: targetIdentifier }) => targetIdentifier);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UserError(l10n.t('copyToManual: the name "{0}" is asked for more than once. Nothing was copied.', twice));
  }
  assertChangesAllowed();
  await assertNoConfirmationNeeded(session);
  return requests.length === 0 ? [] : copyAll(host, session, requests);
}

function requestOf(given: unknown, index: number): CopyInput {
  const checked = checkArguments(copyClusterSnapshot, areArguments(copyClusterSnapshot, given) ? given : {});
  if (!checked.ok) {
    throw new UserError(`[${index}] ${argumentFaultText(copyClusterSnapshot, checked.reason)}`);
  }
  return checked.value;
}

async function copyRows(host: CopyCommandsHost, given: readonly unknown[]): Promise<unknown> {
  const rows = selectedNodes(given).filter(node => isNode(node, 'snapshot'));
  const [first] = rows;
  if (first === undefined) {
    const place = await pickRegion(host.sessions.all, await openSession(host.sessions));
    return place && copyWithPrompts(host, place, {});
  }
  return rows.length === 1 ? copyRow(host, first) : copyMany(host, rows);
}

async function copyRow({ view, ...host }: CopyCommandsHost, node: SnapshotNode): Promise<JsonObject | undefined> {
  const owner = view.ownerOf(node);
  return owner && copyWithPrompts(host, owner, { source: node.snapshot });
}

/** What cannot be copied is left out; what belongs to several Regions cannot be copied at once. */
async function copyMany(host: CopyCommandsHost, rows: readonly SnapshotNode[]): Promise<unknown> {
  const copyable = rows.filter(({ snapshot }) => isCopyable(snapshot));
  const owners = new Set(copyable.map(row => host.view.ownerOf(row)));
  const [owner, ...others]: readonly (Session | undefined)[] = [...owners];
  const sources: readonly Snapshot[] = copyable.map(({ snapshot }) => snapshot);
  if (others.length > 0) {
    throw new UserError(l10n.t('Select snapshots of one Region. Nothing was copied.'));
  }
  if (owner === undefined) {
    throw new UserError(l10n.t('None of these can be copied: only automated snapshots that are available can.'));
  }
  return copyManyWithPrompts(host, owner, sources);
}
