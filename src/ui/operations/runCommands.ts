import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import type { Snapshot } from '../../core/model/snapshot';
import { allOperations, askedTwice } from '../../core/operations/all';
import { areArguments } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { TreeNode } from '../../core/tree/nodes';
import type { Command, CommandTable } from '../commands/commandTable';
import { commandIds, operationCommandId } from '../commands/ids';
import { selectedNodes } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { isRefused, rowOfNode } from '../commands/rowOfNode';
import { UserError } from '../commands/userError';
import { pickRegion } from '../profiles/chooseRegion';
import { leftOutText, nothingText, operationWords } from '../text/operationWords';
import type { ClustersView } from '../tree/clustersView';
import { inputOf } from './commandInput';
import { assertChangesAllowed } from './guard';
import { keepExpiring } from './keepExpiring';
import { retryFailed } from './retryFailed';
import type { Runner } from './runner';
import { undoChange } from './undoChange';

export interface RunCommandsHost {
  readonly runner: Runner;
  readonly sessions: Sessions;
  readonly tracker: Tracker;
  readonly view: Pick<ClustersView, 'ownerOf' | 'selection'>;
}

/** A command for each operation, and what goes on with what they did. */
export function runCommands(host: RunCommandsHost): CommandTable {
  return {
    ...Object.fromEntries(allOperations.map(operation => [operationCommandId(operation), commandOf(host, operation)])),
    [commandIds.keepExpiring]: keepExpiring(host),
    [commandIds.retryFailed]: { run: given => retryFailed(host, given) },
    [commandIds.undoChange]: { run: (...given) => undoChange(host, given) },
  };
}

/** With one plain object it asks nothing and returns the answer, with a list of them a list; else it is about rows. */
function commandOf(host: RunCommandsHost, operation: Operation): Command {
  const asksNothing = (given: unknown): boolean => Array.isArray(given) || areArguments(operation, given);
  return {
    asksNothing,
    run: async (...given) => {
      const [first] = given;
      if (!asksNothing(first)) {
        return runOnRows(host, operation, selectedNodes(given));
      }
      const session = await openSession(host.sessions);
      if (!Array.isArray(first)) {
        return host.runner.runAtOnce(operation, session, inputOf(operation, first));
      }
      const inputs = first.map((item, index) => inputOf(operation, item, `[${index}] `));
      const twice = askedTwice(operation, inputs);
      if (twice !== undefined) {
        const text = l10n.t('{0}: "{1}" is asked for more than once.', operation.command, twice);
        throw new UserError(`${text} ${nothingText(operation.name)}`);
      }
      return host.runner.runAllAtOnce(operation, session, inputs);
    },
  };
}

/** Those of the menu that was opened; from the Command Palette what is selected, or what is picked then. */
async function runOnRows(host: RunCommandsHost, operation: Operation, nodes: readonly TreeNode[]): Promise<unknown> {
  const { runner, sessions, view } = host;
  assertChangesAllowed(operation);
  const chosen =
    nodes.length > 0 ? chosenOf(host, operation, nodes) : chosenOf(host, operation, view.selection, 'selection');
  if (chosen !== undefined) {
    const { session, rows, leftOut } = chosen;
    const sentence = leftOut.length > 0 ? { leftOut: leftOutText(operation.name, leftOut) } : {};
    return runner.runWithPrompts(operation, session, { rows }, sentence);
  }
  if (nodes.length > 0) {
    return undefined;
  }
  const session = await pickRegion(sessions.all, await openSession(sessions));
  return session && runner.runWithPrompts(operation, session, {});
}

interface Chosen {
  readonly session: Session;
  readonly rows: readonly Snapshot[];
  /** Identifiers of rows that do not offer the operation. */
  readonly leftOut: readonly string[];
}

/**
 * What of some rows an operation is about; rows of several Regions are refused. Undefined: the rows belong to no session any
 * more, or nothing that is selected offers it.
 */
function chosenOf(
  { view }: RunCommandsHost,
  operation: Operation,
  nodes: readonly TreeNode[],
  given: 'menu' | 'selection' = 'menu',
): Chosen | undefined {
  // One that is refused says so in its first prompt, by what is read then; several go without it.
  const isOut = (node: TreeNode): boolean => nodes.length > 1 && isRefused(operation, node);
  const meant = nodes.map(node => {
    const clock = view.ownerOf(node)?.gateway ?? Date;
    return { node, row: isOut(node) ? undefined : rowOfNode(operation, node, clock) };
  });
  const rows = meant.flatMap(({ row }) => row ?? []);
  if (rows.length === 0 && given === 'menu') {
    throw new UserError(`${operationWords[operation.name].onlyFor} ${nothingText(operation.name)}`);
  }
  const owners = new Set(meant.flatMap(({ node, row }) => (row === undefined ? [] : [view.ownerOf(node)])));
  const [session, ...others] = owners;
  if (others.length > 0) {
    throw new UserError(l10n.t('Select rows of one Region. {0}', nothingText(operation.name)));
  }
  const leftOut = meant.flatMap(({ node, row }) => (row === undefined ? identifierOf(node) : []));
  return session && { session, rows, leftOut };
}

function identifierOf(node: TreeNode): readonly string[] {
  switch (node.kind) {
    case 'cluster':
      return [node.cluster.identifier];
    case 'snapshot':
      return [node.snapshot.identifier];
    default:
      return [];
  }
}
