import { commands, env } from 'vscode';
import type { ConfigProblem, ProfileList, Region } from '../core/aws';
import { areCopyArguments } from '../core/copy/copyArguments';
import type { Tracker } from '../core/operations/tracker';
import type { Sessions } from '../core/session/sessions';
import type { TreeNode } from '../core/tree/nodes';
import { CommandRegistry, type CommandTable } from './commandRegistry';
import { type CopyHost, copyWithArguments, copyWithPrompts } from './copy/copyToManual';
import type { Documents } from './documents/documents';
import { pickForJson } from './documents/pickForJson';
import { showJson } from './documents/showJson';
import { commandIds, viewId, walkthroughId } from './ids';
import type { Log } from './log';
import { isNode, selectedNodes } from './nodeArguments';
import { openSession } from './openSession';
import { operationCommands } from './operations/operationCommands';
import { chooseProfile, type RecentSources } from './profiles/chooseProfile';
import { chooseRegion } from './profiles/chooseRegion';
import { openConfigFile } from './profiles/openConfigFile';
import { runStep, type StepHost } from './steps';
import type { ClustersView } from './tree/clustersView';

export interface CommandHost {
  readonly sessions: Sessions;
  readonly view: ClustersView;
  readonly documents: Documents;
  readonly tracker: Tracker;
  readonly log: Log;
  readonly recent: RecentSources;
  readonly readProfiles: () => Promise<ProfileList>;
  readonly readRegions: () => Promise<readonly Region[]>;
}

/** All commands of the extension: a bundle of its own, loaded when the first of them is called. */
export function createCommands(host: CommandHost): CommandRegistry {
  const { sessions, view, log } = host;
  const stepHost: StepHost = {
    state: () => sessions.state,
    showManualSnapshots: async cluster => sessions.session && view.showManualSnapshots(sessions.session, cluster),
  };
  const table: CommandTable = {
    ...copyCommands(host),
    ...documentCommands(host),
    ...targetCommands(host),
    ...viewCommands(host),
    ...operationCommands(host),
    [commandIds.runStep]: {
      run: async node => {
        if (isNode(node, 'step')) {
          const { problem, clusterIdentifier: cluster } = node.parent;
          await runStep(node.step, { problem, cluster, retry: () => sessions.session?.tree.refresh(node) }, stepHost);
        }
      },
    },
  };
  return new CommandRegistry(table, stepHost, log.error);
}

function copyCommands({ sessions, view, documents, tracker, log }: CommandHost): CommandTable {
  const host: CopyHost = {
    documents,
    tracker,
    // A row that cannot be shown is no reason to call the copy a failure.
    reveal: (session, copy) => view.reveal(session, copy).catch(log.error),
  };
  return {
    [commandIds.copyToManual]: {
      run: async given => {
        const session = await openSession(sessions);
        return areCopyArguments(given)
          ? copyWithArguments(host, session, given)
          : copyWithPrompts(host, session, isNode(given, 'snapshot') ? { source: given.snapshot } : {});
      },
      asksNothing: areCopyArguments,
    },
  };
}

function documentCommands({ sessions, documents }: CommandHost): CommandTable {
  return {
    [commandIds.showJson]: {
      run: async (...given) => {
        const session = await openSession(sessions);
        const nodes = selectedNodes(given);
        await showJson(documents, session, nodes.length > 0 ? nodes : await pickForJson(session));
      },
    },
    [commandIds.copyIdentifier]: { run: (...given) => copyLines(selectedNodes(given), identifierOf) },
    [commandIds.copyArn]: { run: (...given) => copyLines(selectedNodes(given), arnOf) },
  };
}

function targetCommands({ sessions, recent, readProfiles, readRegions }: CommandHost): CommandTable {
  return {
    [commandIds.selectProfile]: { run: () => chooseProfile(sessions, readProfiles, recent) },
    [commandIds.selectRegion]: { run: () => chooseRegion(sessions, readRegions) },
    [commandIds.exploreSampleData]: {
      run: async () => {
        await commands.executeCommand(`${viewId}.focus`);
        await sessions.choose({ kind: 'sample' });
      },
    },
    [commandIds.openConfigFile]: {
      run: async problem => openConfigFile(await readProfiles(), isConfigProblem(problem) ? problem : undefined),
    },
  };
}

function viewCommands({ sessions, log }: CommandHost): CommandTable {
  return {
    [commandIds.refresh]: { run: () => refreshAll(sessions) },
    [commandIds.refreshNode]: { run: (...given) => sessions.session?.tree.refresh(selectedNodes(given)[0]) },
    [commandIds.showLog]: { run: () => log.show() },
    [commandIds.openWalkthrough]: {
      run: () => commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false),
    },
  };
}

/** Without an open session there is nothing to ask the service; what may have changed are the AWS files. */
async function refreshAll(sessions: Sessions): Promise<void> {
  if (sessions.session === undefined) {
    await sessions.reload();
  } else {
    sessions.session.tree.refresh();
  }
}

async function copyLines(nodes: readonly TreeNode[], textOf: (node: TreeNode) => string | undefined): Promise<void> {
  await env.clipboard.writeText(
    nodes
      .map(textOf)
      .filter(text => text !== undefined)
      .join('\n'),
  );
}

function identifierOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'cluster':
      return node.cluster.identifier;
    case 'snapshot':
      return node.snapshot.identifier;
    default:
      return undefined;
  }
}

function arnOf(node: TreeNode): string | undefined {
  return node.kind === 'snapshot' ? node.snapshot.arn : undefined;
}

function isConfigProblem(value: unknown): value is ConfigProblem {
  return typeof value === 'object' && value !== null && 'file' in value && 'text' in value;
}
