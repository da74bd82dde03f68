import type { ExtensionContext } from 'vscode';
import { FileJournal } from '../../core/activity/fileJournal';
import type { JournalWriter } from '../../core/activity/journalFile';
import type { Aws } from '../../core/model/aws';
import type { Folder } from '../../core/model/folder';
import type { Sandbox } from '../../core/model/sandbox';
import type { OperationRecord } from '../../core/operations/record';
import { Sessions } from '../../core/session/sessions';
import type { TreeNode } from '../../core/tree/nodes';
import { Activity } from '../activity/activity';
import type { DocumentFiles } from '../documents/documentFiles';
import { AwsFiles } from '../profiles/awsFiles';
import { TargetStatus } from '../profiles/targetStatus';
import { showPrincipalChange } from '../signIn/showPrincipalChange';
import { ClustersView } from '../tree/clustersView';
import type { LazyTreeView } from '../vscode/lazyTreeView';
import { Log } from '../vscode/log';
import { choiceMemory, chosenRegions, recentRegions, recentSources } from '../vscode/memory';
import { furtherRegions, isReadOnly, onRegionsChanged } from '../vscode/settings';
import { type CommandParts, type CreatedCommands, createCommands } from './commands';
import { Screen } from './screen';

export interface AppOptions {
  readonly context: ExtensionContext;
  /** Registered on activation. */
  readonly clusters: LazyTreeView<TreeNode>;
  readonly activity: LazyTreeView<OperationRecord>;
  readonly files: DocumentFiles;
  readonly answers: Folder;
  readonly journal: { readonly folder: Folder; readonly writer: JournalWriter };
  /** What has a bundle of its own. */
  readonly aws: () => Promise<Aws>;
  readonly startSandbox: () => Promise<Sandbox>;
  readonly createRequests: CommandParts['createRequests'];
}

export interface App {
  readonly log: Log;
  readonly commands: CreatedCommands;
}

/** Joins the views, the sessions and the commands: a bundle of its own, loaded when one of them is first used. */
export function createApp({ context, clusters, files, journal, answers, aws, ...options }: AppOptions): App {
  const { subscriptions, workspaceState, globalState } = context;
  const log = new Log();
  const view = new ClustersView(clusters);
  const status = new TargetStatus();
  const awsFiles = new AwsFiles({
    changed: () => void sessions.refresh('credentialsChanged').catch(log.error),
    signedIn: () => void sessions.refresh('signedInElsewhere').catch(log.error),
  });
  const readProfiles: Aws['readProfiles'] = async () => awsFiles.watch(await (await aws()).readProfiles());

  const sessions = new Sessions({
    readProfiles,
    connect: async (target, more) =>
      (await aws()).connect({ log: log.request, signIn: commands.signIn, readOnly: isReadOnly, ...more, target }),
    startSandbox: options.startSandbox,
    memory: choiceMemory(workspaceState),
    ...{ furtherRegions, principalChanged: showPrincipalChange, failed: log.error },
    treeChanged: (session, key) => view.treeChanged(session, key),
    // Somebody has acted: operations that could not be read are tried again.
    refreshing: session => activity.tracker.retry(session),
    changed: state => screen.show(state),
  });
  const activity = new Activity({
    ...{ lazyView: options.activity, failed: log.error },
    journal: new FileJournal(journal.folder, journal.writer),
    showRecord: async operation => commands.documents.openRecord(operation),
  });
  const screen = new Screen({ view, activity, documents: files, status });
  const commands = createCommands({
    ...{ subscriptions, sessions, view, files, answers, memento: workspaceState, activity },
    ...{ log, readProfiles, aws },
    recent: { sources: recentSources(globalState), regions: recentRegions(globalState) },
    regions: chosenRegions(workspaceState),
    createRequests: options.createRequests,
  });

  subscriptions.push(log, view, status, sessions, activity, awsFiles);
  subscriptions.push(onRegionsChanged(() => sessions.reopen().catch(log.error)));
  view.startWhenVisible(sessions, log.error);
  return { log, commands };
}
