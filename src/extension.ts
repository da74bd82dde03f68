import { commands, type ExtensionContext, workspace } from 'vscode';
import type { Aws } from './core/aws';
import { once } from './core/once';
import { Sessions } from './core/session/sessions';
import { DocumentFiles } from './ui/documents/documentFiles';
import { commandIds, documentScheme } from './ui/ids';
import { Log } from './ui/log';
import { choiceMemory, chosenRegions, recentRegions, recentSources } from './ui/memory';
import { Activity } from './ui/operations/activity';
import { AwsFiles } from './ui/profiles/awsFiles';
import { TargetStatus } from './ui/profiles/targetStatus';
import { whenRequestOpens } from './ui/request/whenRequestOpens';
import { Screen } from './ui/screen';
import { furtherRegions, isReadOnly, onRegionsChanged } from './ui/settings';
import { lazySignIn } from './ui/signIn/lazySignIn';
import { tellChangedHands } from './ui/signIn/tellChangedHands';
import { ClustersView } from './ui/tree/clustersView';

/** Joins core, aws and ui. The SDK, the commands and the sandbox are bundles of their own, loaded on first use. */
export function activate({ subscriptions, workspaceState, globalState, globalStorageUri }: ExtensionContext): void {
  const log = new Log();
  const view = new ClustersView();
  const status = new TargetStatus();
  const aws = once(async (): Promise<Aws> => (await import('./aws/aws')).createAws());
  const sandbox = once(async () => {
    const running = await (await import('./sandbox/sandbox')).startSandbox();
    subscriptions.push({ dispose: () => void running.close() });
    return running;
  });
  const files = new AwsFiles({
    changed: () => void sessions.renew().catch(log.error),
    signedIn: () => void sessions.renewSignedIn().catch(log.error),
  });
  const readProfiles: Aws['readProfiles'] = async () => files.watch(await (await aws()).readProfiles());
  const ways = { log: log.request, signIn: lazySignIn(() => registry(), log.error), readOnly: isReadOnly };

  const sessions = new Sessions({
    readProfiles,
    connect: async (target, more) => (await aws()).connect({ ...ways, ...more, target }),
    startSandbox: sandbox,
    memory: choiceMemory(workspaceState),
    ...{ furtherRegions, changedHands: tellChangedHands, failed: log.error },
    treeChanged: (session, key) => screen.treeChanged(session, key),
    changed: state => screen.show(state),
  });
  const activity = new Activity(globalStorageUri, async it => (await registry()).documents.openEvidence(it), log.error);
  const documents = new DocumentFiles(async uri => (await registry()).documents.makeAgain(uri));
  const screen = new Screen({ view, activity, documents, status });
  const registry = once(async () =>
    (await import('./ui/commands')).createCommands({
      ...{ subscriptions, sessions, view, files: documents, memento: workspaceState, tracker: activity.tracker },
      ...{ log, readProfiles, aws },
      recent: { sources: recentSources(globalState), regions: recentRegions(globalState) },
      regions: chosenRegions(workspaceState),
      loadYaml: () => import('./core/copyAs/yaml'),
    }),
  );

  subscriptions.push(log, view, status, sessions, documents, activity, files, whenRequestOpens(registry, log.error));
  subscriptions.push(
    onRegionsChanged(() => sessions.reopen().catch(log.error)),
    workspace.registerFileSystemProvider(documentScheme, documents, { isReadonly: true, isCaseSensitive: true }),
    ...Object.values(commandIds).map(id =>
      commands.registerCommand(id, async (...given: unknown[]) => (await registry()).run(id, given)),
    ),
  );
  view.startWhenVisible(sessions, log.error);
}
