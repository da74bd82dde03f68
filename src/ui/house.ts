import type { ExtensionContext } from 'vscode';
import type { Aws } from '../core/aws';
import type { Folder } from '../core/folder';
import { once } from '../core/once';
import { FileJournal } from '../core/operations/fileJournal';
import type { JournalWriter } from '../core/operations/journalFile';
import type { CopyOperation } from '../core/operations/operation';
import type { Sandbox } from '../core/sandbox';
import { Sessions } from '../core/session/sessions';
import type { TreeNode } from '../core/tree/nodes';
import { wait } from '../core/wait';
import type { CommandParts, CreatedCommands } from './commands';
import type { DocumentFiles } from './documents/documentFiles';
import { Log } from './log';
import { choiceMemory, chosenRegions, recentRegions, recentSources } from './memory';
import { Activity } from './operations/activity';
import { AwsFiles } from './profiles/awsFiles';
import { TargetStatus } from './profiles/targetStatus';
import { Screen } from './screen';
import { furtherRegions, isReadOnly, onRegionsChanged } from './settings';
import { lazySignIn } from './signIn/lazySignIn';
import { tellChangedHands } from './signIn/tellChangedHands';
import { ClustersView } from './tree/clustersView';
import type { TreeDoor } from './treeDoor';

export interface HouseOptions {
  readonly context: ExtensionContext;
  /** The doors: what activation has put up. */
  readonly clusters: TreeDoor<TreeNode>;
  readonly activity: TreeDoor<CopyOperation>;
  readonly files: DocumentFiles;
  readonly answers: Folder;
  readonly journal: { readonly folder: Folder; readonly writer: JournalWriter };
  /** What has a bundle of its own. */
  readonly aws: () => Promise<Aws>;
  readonly startSandbox: () => Promise<Sandbox>;
  readonly createCommands: (parts: CommandParts) => Promise<CreatedCommands>;
  readonly createRequests: CommandParts['createRequests'];
}

export interface House {
  readonly log: Log;
  readonly commands: () => Promise<CreatedCommands>;
}

/** ms after the first answer in which its rows come to the screen. */
const untilIdle = 1000;

/** Joins what is behind the doors: a bundle of its own, loaded when somebody opens one of them. */
export function buildHouse({ context, clusters, files, journal, answers, aws, ...options }: HouseOptions): House {
  const { subscriptions, workspaceState, globalState } = context;
  const log = new Log();
  const view = new ClustersView(clusters);
  const status = new TargetStatus();
  const awsFiles = new AwsFiles({
    changed: () => void sessions.renew().catch(log.error),
    signedIn: () => void sessions.renewSignedIn().catch(log.error),
  });
  const readProfiles: Aws['readProfiles'] = async () => awsFiles.watch(await (await aws()).readProfiles());
  const ways = { log: log.request, signIn: lazySignIn(() => commands(), log.error), readOnly: isReadOnly };

  const sessions = new Sessions({
    readProfiles,
    connect: async (target, more) => (await aws()).connect({ ...ways, ...more, target }),
    startSandbox: options.startSandbox,
    memory: choiceMemory(workspaceState),
    ...{ furtherRegions, changedHands: tellChangedHands, failed: log.error },
    treeChanged: (session, key) => screen.treeChanged(session, key),
    changed: state => {
      screen.show(state);
      if (state.kind === 'open' && state.identity !== undefined) {
        // On its own: nobody has called a command yet.
        void warm().catch(log.error);
      }
    },
  });
  const activity = new Activity({
    ...{ door: options.activity, failed: log.error },
    journal: new FileJournal(journal.folder, journal.writer),
    showRecord: async operation => (await commands()).documents.openEvidence(operation),
  });
  const screen = new Screen({ view, activity, documents: files, status });
  const commands = once(() =>
    options.createCommands({
      ...{ subscriptions, sessions, view, files, answers, memento: workspaceState, tracker: activity.tracker },
      ...{ log, readProfiles, aws, showActivity: () => activity.focus() },
      recent: { sources: recentSources(globalState), regions: recentRegions(globalState) },
      regions: chosenRegions(workspaceState),
      createRequests: options.createRequests,
    }),
  );

  /** The service has answered, and the rows are there: the first command finds its bundle loaded. */
  const warm = once(async () => {
    await wait(untilIdle);
    await commands();
  });

  subscriptions.push(log, view, status, sessions, activity, awsFiles);
  subscriptions.push(onRegionsChanged(() => sessions.reopen().catch(log.error)));
  view.startWhenVisible(sessions, log.error);
  return { log, commands };
}
