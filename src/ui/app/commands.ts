import { commands, type Disposable, env, l10n, type Memento } from 'vscode';
import { KeptAnswers } from '../../core/documents/keptAnswers';
import type { Aws, ConfigProblem, ProfileList } from '../../core/model/aws';
import type { Folder } from '../../core/model/folder';
import { memoize } from '../../core/model/memoize';
import { copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { TreeNode } from '../../core/tree/nodes';
import { showPermissions } from '../access/checkPermissions';
import type { Activity } from '../activity/activity';
import { operationCommands } from '../activity/operationCommands';
import type { Command, CommandTable } from '../commands/commandTable';
import { commandIds, viewId, walkthroughId } from '../commands/ids';
import { isNode, selectedNodes, withoutRepeats } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { withSelection } from '../commands/rowCommands';
import { UserError } from '../commands/userError';
import type { DocumentFiles } from '../documents/documentFiles';
import { Documents } from '../documents/documents';
import { pickRow, type RowDocument, rowEvents, rowJson, showRows } from '../documents/showRows';
import { runCommands } from '../operations/runCommands';
import { Runner } from '../operations/runner';
import { pickAtPlace } from '../pick/pickAtPlace';
import { pickOffered } from '../pick/pickSnapshot';
import { chooseProfile } from '../profiles/chooseProfile';
import { chooseRegion, pickRegion } from '../profiles/chooseRegion';
import { openConfigFile } from '../profiles/openConfigFile';
import { SignIn } from '../signIn/signIn';
import { filterTree, isFilterArgument } from '../tree/askFilter';
import type { ClustersView } from '../tree/clustersView';
import type { Log } from '../vscode/log';
import { type ChosenRegions, earlierAnswers, type RecentKeys } from '../vscode/memory';
import { CommandRegistry } from './commandRegistry';
import type { RequestParts, Requests } from './requests';
import { runStep, type StepHost } from './steps';

export interface CommandParts {
  /** Disposed with the extension. */
  readonly subscriptions: Disposable[];
  readonly sessions: Sessions;
  readonly view: ClustersView;
  /** The documents of VS Code's file system. */
  readonly files: DocumentFiles;
  readonly answers: Folder;
  /** Of this workspace. */
  readonly memento: Memento;
  readonly activity: Activity;
  readonly log: Log;
  readonly recent: { readonly sources: RecentKeys; readonly regions: RecentKeys };
  readonly regions: ChosenRegions;
  readonly readProfiles: () => Promise<ProfileList>;
  readonly aws: () => Promise<Aws>;
  /** What has a bundle of its own. */
  readonly createRequests: (parts: RequestParts) => Promise<Requests>;
}

interface CommandHost extends CommandParts {
  readonly documents: Documents;
}

/** Every command, and what they share. */
export interface CreatedCommands {
  readonly documents: Documents;
  run(id: string, given: readonly unknown[]): Promise<unknown>;
  /** The commands of request documents, and what helps in their editors. */
  readonly requests: () => Promise<Requests>;
  readonly signIn: SignIn;
}

/** All commands of the extension. */
export function createCommands(parts: CommandParts): CreatedCommands {
  const { sessions, view, log, files, memento, activity } = parts;
  const { tracker } = activity;
  const documents = new Documents({
    ...{ files, sessions, failed: log.error },
    answers: new KeptAnswers(parts.answers, earlierAnswers(memento)),
    operations: () => tracker.known(),
  });
  const host: CommandHost = { ...parts, documents };
  const signIn = new SignIn({ sessions, aws: host.aws, log });
  const stepHost: StepHost = {
    sessions: () => sessions.all,
    showManualSnapshots: (cluster, owner) => showManualSnapshots(view, owner ? [owner] : sessions.all, cluster),
    showActivity: () => activity.focus(),
    signIn: (place, retry) => signIn.signIn(place, retry),
    offerSignIn: (place, retry) => signIn.offer(place, retry),
  };
  const runner = new Runner({
    ...{ documents, tracker, logError: log.error },
    reveal: (session, snapshot) => view.reveal(session, snapshot),
    inside: work => registry.inside(work),
  });
  const requests = memoize(() =>
    parts.createRequests({
      ...{ sessions, view, documents, tracker, subscriptions: host.subscriptions },
      pickSource: (session, title) => pickAtPlace(session, title, (...at) => pickOffered(copyClusterSnapshot, ...at)),
      runner,
    }),
  );
  const table: CommandTable = {
    ...runCommands({ runner, sessions, tracker, view }),
    ...documentCommands(host),
    ...targetCommands(host),
    ...viewCommands(host),
    ...operationCommands(host),
    [commandIds.runStep]: {
      run: async node => {
        if (isNode(node, 'step')) {
          const parent = node.parent?.kind === 'problem' ? node.parent : undefined;
          const session = view.ownerOf(node);
          const context = {
            ...{ problem: parent?.problem, cluster: parent?.clusterIdentifier, session },
            retry: () => view.whileAsking(() => askAnew(session, node)),
            stopRetrying: () => parent && session?.tree.stopRetrying(parent),
          };
          await runStep(node.step, context, stepHost);
        }
      },
    },
  };
  const registry = new CommandRegistry(table, stepHost, log.error, async () => (await requests()).commands);
  const run = (id: string, given: readonly unknown[]) => {
    const once = given.map(each => (Array.isArray(each) ? withoutRepeats(each, row => view.ownerOf(row)) : each));
    return registry.run(id, withSelection(id, once, view.selection));
  };
  return { documents, run, requests, signIn };
}

/** Where the cluster's rows are; a sentence where it has none. */
async function showManualSnapshots(view: ClustersView, sessions: readonly Session[], cluster: string): Promise<void> {
  // The view may have been opened by this step.
  await Promise.all(sessions.map(({ tree }) => tree.roots()));
  const session = sessions.find(({ tree }) => tree.manualGroupOf(cluster) !== undefined);
  if (session === undefined) {
    throw new UserError(
      l10n.t(
        '{0} is not among the clusters here. Manual snapshots of such clusters are below "Without a cluster".',
        cluster,
      ),
    );
  }
  await view.showManualSnapshots(session, cluster);
}

function documentCommands({ sessions, view, documents }: CommandHost): CommandTable {
  const showing = (what: RowDocument): Command => ({
    run: async (...given) => {
      const nodes = selectedNodes(given);
      for (const session of sessions.all) {
        const own = nodes.filter(node => view.ownerOf(node) === session);
        await showRows(what, documents, session, own);
      }
      if (nodes.length === 0) {
        const session = await pickRegion(sessions.all, await openSession(sessions));
        const node = session && (await pickRow(what, session));
        await (node && showRows(what, documents, session, [node]));
      }
    },
  });
  return {
    [commandIds.showJson]: showing(rowJson),
    [commandIds.showEvents]: showing(rowEvents),
    [commandIds.showStorage]: {
      run: async () => {
        const session = await pickRegion(sessions.all, await openSession(sessions));
        await (session && documents.openDescription({ kind: 'storage' }, session));
      },
    },
    [commandIds.openRow]: view.opening(async node => {
      const session = view.ownerOf(node);
      await (session && showRows(rowJson, documents, session, [node]));
    }),
    [commandIds.checkPermissions]: {
      run: async () => {
        await openSession(sessions);
        return showPermissions(documents, sessions.all);
      },
    },
    [commandIds.copyIdentifier]: { run: (...given) => copyLines(selectedNodes(given), identifierOf) },
    [commandIds.copyArn]: { run: (...given) => copyLines(selectedNodes(given), arnOf) },
  };
}

function targetCommands({ sessions, recent, regions, readProfiles, aws }: CommandHost): CommandTable {
  const readRegions = async () => (await aws()).regions();
  const askRegion = () => chooseRegion({ sessions, readRegions, recent: recent.regions, regions });
  return {
    [commandIds.selectProfile]: {
      run: () => chooseProfile({ sessions, readProfiles, recent: recent.sources, regions, chooseRegion: askRegion }),
    },
    [commandIds.selectRegion]: { run: askRegion },
    [commandIds.exploreSampleData]: {
      run: async () => {
        // Chosen first: a view that is seen before any choice opens the default profile.
        const opened = sessions.choose({ kind: 'sample' });
        await Promise.all([commands.executeCommand(`${viewId}.focus`), opened]);
      },
    },
    [commandIds.openConfigFile]: {
      run: async problem => openConfigFile(await readProfiles(), isConfigProblem(problem) ? problem : undefined),
    },
  };
}

function viewCommands({ sessions, view, log }: CommandHost): CommandTable {
  return {
    [commandIds.refresh]: { run: () => view.whileAsking(() => sessions.refresh('asked')) },
    [commandIds.refreshNode]: { run: (...given) => refreshNodes(view, sessions, selectedNodes(given)) },
    [commandIds.filter]: { run: given => filterTree(view, given), asksNothing: isFilterArgument },
    [commandIds.clearFilter]: { run: () => filterTree(view, { text: '' }) },
    [commandIds.showLog]: { run: () => log.show() },
    [commandIds.openWalkthrough]: {
      run: () => commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false),
    },
  };
}

async function refreshNodes(view: ClustersView, { all }: Sessions, nodes: readonly TreeNode[]): Promise<void> {
  const refresh = (node: TreeNode): readonly Promise<void>[] => {
    const owners = node.kind === 'expiringGroup' ? all : [view.ownerOf(node)];
    return owners.map(owner => askAnew(owner, node.kind === 'region' ? undefined : node));
  };
  await view.whileAsking(() => Promise.all(nodes.flatMap(refresh)));
}

/** By the user: who has dismissed the question for a one-time code is asked again. */
async function askAnew(session: Session | undefined, node?: TreeNode): Promise<void> {
  session?.gateway.allowQuestions();
  await session?.tree.refresh(node);
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
