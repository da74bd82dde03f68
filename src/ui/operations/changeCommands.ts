import { l10n } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import { suggestTargetIdentifier } from '../../core/model/identifier';
import type { Snapshot } from '../../core/model/snapshot';
import { askedTwice } from '../../core/operations/all';
import { createClusterSnapshot, snapshotNow } from '../../core/operations/createClusterSnapshot';
import { deleteClusterSnapshot } from '../../core/operations/deleteClusterSnapshot';
import { areArguments, checkArguments } from '../../core/operations/input';
import { modifyClusterSnapshot } from '../../core/operations/modifyClusterSnapshot';
import type { Operation } from '../../core/operations/operation';
import { TakenNames } from '../../core/operations/takenNames';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { TreeNode } from '../../core/tree/nodes';
import type { Command, CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { isNode, selectedNodes } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { argumentFaultText } from '../text/faultText';
import { count } from '../text/format';
import { nothingText } from '../text/operationWords';
import { identityText } from '../text/targetText';
import type { ClustersView } from '../tree/clustersView';
import { askTarget } from './askName';
import { askRetention } from './askRetention';
import { type ChangeHost, changeAtOnce, changeWithPrompts } from './change';
import { assertChangesAllowed } from './confirmCopy';

export interface ChangeCommandsHost extends ChangeHost {
  readonly sessions: Sessions;
  readonly view: Pick<ClustersView, 'ownerOf'>;
}

/** Asks what an operation needs for these rows; undefined: Esc. */
type Ask<Input extends OperationInput> = (
  session: Session,
  rows: readonly TreeNode[],
) => Promise<readonly Input[] | undefined>;

export function changeCommands(host: ChangeCommandsHost): CommandTable {
  return {
    [commandIds.createSnapshot]: commandOf(host, createClusterSnapshot, askNew),
    [commandIds.changeRetention]: commandOf(host, modifyClusterSnapshot, askPeriod),
    [commandIds.deleteSnapshot]: commandOf(host, deleteClusterSnapshot, async (_, rows) =>
      snapshotsOf(rows).map(({ identifier, clusterIdentifier }) => ({
        SnapshotIdentifier: identifier,
        SnapshotClusterIdentifier: clusterIdentifier,
      })),
    ),
  };
}

/** With one plain object it asks nothing and returns what it did, with a list of them a list; else it is about rows. */
function commandOf<Input extends OperationInput>(
  host: ChangeCommandsHost,
  operation: Operation<Input>,
  ask: Ask<Input>,
): Command {
  const nothing = nothingText(operation.name);
  const asksNothing = (given: unknown): boolean => Array.isArray(given) || areArguments(operation, given);
  return {
    asksNothing,
    run: async (...given) => {
      const [first] = given;
      if (!asksNothing(first)) {
        return changeRows(host, operation, ask, selectedNodes(given));
      }
      const session = await openSession(host.sessions);
      const list: readonly unknown[] = Array.isArray(first) ? first : [first];
      const inputs = list.map(item => inputOf(operation, item));
      const twice = askedTwice(operation, inputs);
      if (twice !== undefined) {
        const text = l10n.t('{0}: "{1}" is asked for more than once. {2}', operation.command, twice, nothing);
        throw new UserError(text);
      }
      const rows = inputs.length === 0 ? [] : await changeAtOnce(host, session, { operation, inputs });
      return Array.isArray(first) ? rows : rows[0];
    },
  };
}

function inputOf<Input extends OperationInput>(operation: Operation<Input>, given: unknown): Input {
  const checked = checkArguments(operation, areArguments(operation, given) ? given : {});
  if (!checked.ok) {
    throw new UserError(argumentFaultText(operation, checked.reason));
  }
  return checked.value;
}

/** What belongs to several Regions cannot be changed at once. */
async function changeRows<Input extends OperationInput>(
  host: ChangeCommandsHost,
  operation: Operation<Input>,
  ask: Ask<Input>,
  rows: readonly TreeNode[],
): Promise<unknown> {
  const nothing = nothingText(operation.name);
  const owners = new Set(rows.map(row => host.view.ownerOf(row)));
  const [owner, ...others]: readonly (Session | undefined)[] = [...owners];
  if (others.length > 0) {
    throw new UserError(l10n.t('Select rows of one Region. {0}', nothing));
  }
  if (owner === undefined) {
    throw new UserError(l10n.t('Call this command from a row. {0}', nothing));
  }
  assertChangesAllowed(nothing);
  const inputs = await ask(owner, rows);
  const seen = operation.effect === 'creates' ? [] : snapshotsOf(rows);
  return inputs && inputs.length > 0 ? changeWithPrompts(host, owner, { operation, inputs, seen }) : undefined;
}

const onlyStep = { step: 1, steps: 1, canGoBack: false } as const;

/** One cluster's snapshot is given a name; those of several have the names that would be suggested. */
const askNew: Ask<{
  SnapshotIdentifier: string;
  ClusterIdentifier: string;
  ManualSnapshotRetentionPeriod: number;
}> = async (session, rows) => {
  const { gateway, tree, target, ended: signal } = session;
  const sources = rows.filter(row => isNode(row, 'cluster')).map(({ cluster }) => snapshotNow(cluster.identifier));
  const [only, ...others] = sources;
  const title = l10n.t('Create Snapshot · {0}', await identityText(session));
  const names = new TakenNames(gateway, tree.knownManualSnapshots(), signal);
  const days = await askRetention({ ...onlyStep, title, signal, sources });
  if (only === undefined || typeof days !== 'object') {
    return undefined;
  }
  if (others.length > 0) {
    await names.list();
  }
  const name =
    others.length === 0 ? await askTarget({ ...onlyStep, title, signal, source: only, names, target }) : undefined;
  if (others.length === 0 && typeof name !== 'object') {
    return undefined;
  }
  return sources.map((source, index) => ({
    SnapshotIdentifier:
      typeof name === 'object' ? name.value : suggestTargetIdentifier(source, known => names.isKnown(known)),
    ClusterIdentifier: source.clusterIdentifier,
    ManualSnapshotRetentionPeriod: days.value.days[index] ?? -1,
  }));
};

const askPeriod: Ask<{ SnapshotIdentifier: string; ManualSnapshotRetentionPeriod: number }> = async (session, rows) => {
  const sources = snapshotsOf(rows);
  const [first] = sources;
  const where = await identityText(session);
  const title =
    sources.length === 1 && first !== undefined
      ? l10n.t('Change Retention of {0} · {1}', first.identifier, where)
      : l10n.t('Change Retention of {0} Snapshots · {1}', count(sources.length), where);
  const answer = await askRetention({ ...onlyStep, title, signal: session.ended, sources, mayBeOver: false });
  return typeof answer === 'object'
    ? sources.map(({ identifier }, index) => ({
        SnapshotIdentifier: identifier,
        ManualSnapshotRetentionPeriod: answer.value.days[index] ?? -1,
      }))
    : undefined;
};

function snapshotsOf(rows: readonly TreeNode[]): readonly Snapshot[] {
  return rows.filter(row => isNode(row, 'snapshot')).map(({ snapshot }) => snapshot);
}
