import { commands, type ExtensionContext, workspace } from 'vscode';
import type { Aws } from './core/aws';
import { once } from './core/once';
import type { CopyOperation } from './core/operations/operation';
import type { Sandbox } from './core/sandbox';
import type { TreeNode } from './core/tree/nodes';
import { diskFolder } from './disk/diskFolder';
import { journalWriter } from './disk/journalWriter';
import { keepCompiledCode } from './loader/compiledBundle';
import { DocumentFiles } from './ui/documents/documentFiles';
import type { House } from './ui/house';
import { activityViewId, commandIds, documentScheme, viewId } from './ui/ids';
import { whenRequestOpens } from './ui/request/whenRequestOpens';
import { TreeDoor } from './ui/treeDoor';

/** Puts up the doors. What is behind them, the SDK, the commands and the sandbox are bundles of their own, loaded on first use. */
export function activate(context: ExtensionContext): void {
  const { subscriptions } = context;
  const storage = context.globalStorageUri.fsPath;
  keepCompiledCode(storage);
  const aws = once(async (): Promise<Aws> => {
    // A turn of its own: what asks for it has just been loaded, too.
    await new Promise(setImmediate);
    return (await import('./aws/aws')).createAws();
  });
  const startSandbox = once(async (): Promise<Sandbox> => {
    const running = await (await import('./sandbox/sandbox')).startSandbox();
    subscriptions.push({ dispose: () => void running.close() });
    return running;
  });
  const house = once(
    async (): Promise<House> =>
      (await import('./ui/house')).buildHouse({
        ...{ context, clusters, activity, files, aws, startSandbox },
        answers: diskFolder(storage, 'answers'),
        journal: { folder: diskFolder(storage, 'operations'), writer: journalWriter() },
        createCommands: async parts => (await import('./ui/commands')).createCommands(parts),
        createRequests: async parts => (await import('./ui/requests')).createRequests(parts),
      }),
  );
  const registry = async () => (await house()).commands();
  const failed = async (error: unknown) => (await house()).log.error(error);

  const clusters = new TreeDoor<TreeNode>(viewId, { canSelectMany: true, showCollapseAll: true }, house);
  const activity = new TreeDoor<CopyOperation>(activityViewId, { canSelectMany: true }, house);
  const files = new DocumentFiles(async uri => (await registry()).documents.makeAgain(uri));

  subscriptions.push(
    clusters,
    activity,
    files,
    whenRequestOpens(async () => (await registry()).requests(), failed),
  );
  subscriptions.push(
    workspace.registerFileSystemProvider(documentScheme, files, { isReadonly: true, isCaseSensitive: true }),
    ...Object.values(commandIds).map(id =>
      commands.registerCommand(id, async (...given: unknown[]) => (await registry()).run(id, given)),
    ),
  );
}
