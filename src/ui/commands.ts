import { commands, type Disposable, env, l10n } from 'vscode';
import type { ConfigProblem, ProfileList, Region } from '../core/aws';
import { areCopyArguments } from '../core/copy/copyArguments';
import type { Session } from '../core/session/session';
import type { Sessions } from '../core/session/sessions';
import type { StepNode, TreeNode } from '../core/tree/nodes';
import { CommandRegistry } from './commandRegistry';
import { type CopyHost, copyWithArguments, copyWithPrompts } from './copy/copyToManual';
import { DisposableStore } from './disposables';
import type { Documents } from './documents/documents';
import { pickForJson } from './documents/pickForJson';
import { showJson } from './documents/showJson';
import { commandIds, viewId, walkthroughId } from './ids';
import type { Log } from './log';
import { chooseProfile, type RecentSources } from './profiles/chooseProfile';
import { chooseRegion } from './profiles/chooseRegion';
import { openConfigFile } from './profiles/openConfigFile';
import { runStep, type StepHost } from './steps';
import type { ClustersView } from './tree/clustersView';
import { UserError } from './userError';

export interface CommandHost {
  readonly sessions: Sessions;
  readonly view: ClustersView;
  readonly documents: Documents;
  readonly log: Log;
  readonly recent: RecentSources;
  readonly readProfiles: () => Promise<ProfileList>;
  readonly readRegions: () => Promise<readonly Region[]>;
}

/** All commands of the extension; each one reads as what it does. */
export function registerCommands(host: CommandHost): Disposable {
  const { sessions, view, documents, log, recent, readProfiles, readRegions } = host;
  const store = new DisposableStore();
  const stepHost: StepHost = {
    state: () => sessions.state,
    showManualSnapshots: async cluster => sessions.session && view.showManualSnapshots(sessions.session, cluster),
  };
  const registry = new CommandRegistry(stepHost, log.error);
  const copyHost: CopyHost = {
    documents,
    // A row that cannot be shown is no reason to call the copy a failure.
    reveal: (session, copy) => view.reveal(session, copy).catch(log.error),
  };

  store.add(
    registry.register(
      commandIds.copyToManual,
      async (node?: TreeNode | Readonly<Record<string, unknown>>) => {
        const session = await openSession(sessions);
        if (areCopyArguments(node)) {
          return copyWithArguments(copyHost, session, node);
        }
        const source = isNode(node, 'snapshot') ? node.snapshot : undefined;
        return copyWithPrompts(copyHost, session, source === undefined ? {} : { source });
      },
      areCopyArguments,
    ),
  );
  store.add(
    registry.register(commandIds.showJson, async (node?: TreeNode, selected?: readonly TreeNode[]) => {
      const session = await openSession(sessions);
      const nodes = selected ?? (node === undefined ? await pickForJson(session) : [node]);
      await showJson(documents, session, nodes);
    }),
  );
  store.add(registry.register(commandIds.refresh, () => refreshAll(sessions)));
  store.add(registry.register(commandIds.refreshNode, (node?: TreeNode) => sessions.session?.tree.refresh(node)));
  store.add(registry.register(commandIds.selectProfile, () => chooseProfile(sessions, readProfiles, recent)));
  store.add(registry.register(commandIds.selectRegion, () => chooseRegion(sessions, readRegions)));
  store.add(
    registry.register(commandIds.exploreSampleData, async () => {
      await commands.executeCommand(`${viewId}.focus`);
      await sessions.choose({ kind: 'sample' });
    }),
  );
  store.add(registry.register(commandIds.showLog, () => log.show()));
  store.add(registry.register(commandIds.copyIdentifier, (...given: Selection) => copyLines(given, identifierOf)));
  store.add(registry.register(commandIds.copyArn, (...given: Selection) => copyLines(given, arnOf)));
  store.add(
    registry.register(commandIds.openConfigFile, async (problem?: ConfigProblem) =>
      openConfigFile(await readProfiles(), problem),
    ),
  );
  store.add(
    registry.register(commandIds.openWalkthrough, () =>
      commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false),
    ),
  );
  store.add(
    registry.register(commandIds.runStep, ({ step, parent }: StepNode) => {
      const retry = (): unknown => sessions.session?.tree.refresh(parent);
      return runStep(step, { problem: parent.problem, cluster: parent.clusterIdentifier, retry }, stepHost);
    }),
  );
  return store;
}

type Selection = [node?: TreeNode, selected?: readonly TreeNode[]];

async function openSession(sessions: Sessions): Promise<Session> {
  await sessions.start();
  const { session, state } = sessions;
  if (session !== undefined) {
    return session;
  }
  throw state.kind === 'noRegion'
    ? new UserError(l10n.t('Choose a Region first.'), { steps: ['chooseRegion', 'chooseProfile'] })
    : new UserError(l10n.t('Choose an AWS profile first.'), { steps: ['chooseProfile'] });
}

/** Without an open session there is nothing to ask the service; what may have changed are the AWS files. */
async function refreshAll(sessions: Sessions): Promise<void> {
  if (sessions.session === undefined) {
    await sessions.reload();
  } else {
    sessions.session.tree.refresh();
  }
}

async function copyLines(
  [node, selected = node === undefined ? [] : [node]]: Selection,
  textOf: (node: TreeNode) => string | undefined,
): Promise<void> {
  const lines = selected.map(textOf).filter(text => text !== undefined);
  await env.clipboard.writeText(lines.join('\n'));
}

function identifierOf(node: TreeNode): string | undefined {
  return node.kind === 'cluster'
    ? node.cluster.identifier
    : node.kind === 'snapshot'
      ? node.snapshot.identifier
      : undefined;
}

function arnOf(node: TreeNode): string | undefined {
  return node.kind === 'snapshot' ? node.snapshot.arn : undefined;
}

function isNode<Kind extends TreeNode['kind']>(value: unknown, kind: Kind): value is Extract<TreeNode, { kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
