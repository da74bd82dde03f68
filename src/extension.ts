import { commands, type ExtensionContext, workspace } from 'vscode';
import type { Aws } from './core/model/aws';
import { memoize } from './core/model/memoize';
import type { Sandbox } from './core/model/sandbox';
import type { OperationRecord } from './core/operations/record';
import type { TreeNode } from './core/tree/nodes';
import { diskFolder } from './disk/diskFolder';
import { journalWriter } from './disk/journalWriter';
import { keepCompiledCode } from './loader/compiledBundle';
import type { App } from './ui/app/app';
import { activityViewId, documentScheme, formerIds, requestSchemaScheme, viewId } from './ui/commands/ids';
import { DocumentFiles } from './ui/documents/documentFiles';
import { whenRequestOpens } from './ui/requests/whenRequestOpens';
import { LazyTreeView } from './ui/vscode/lazyTreeView';

/** Registers views, documents and commands. The rest loads on first use. */
export function activate(context: ExtensionContext): void {
  const { subscriptions } = context;
  const storage = context.globalStorageUri.fsPath;
  keepCompiledCode(storage);
  const aws = memoize(async (): Promise<Aws> => {
    // A turn of its own: what asks for it has just been loaded, too.
    await new Promise(setImmediate);
    return (await import('./aws/aws')).createAws();
  });
  const startSandbox = memoize(async (): Promise<Sandbox> => {
    const running = await (await import('./sandbox/sandbox')).startSandbox();
    subscriptions.push({ dispose: () => void running.close() });
    return running;
  });
  const app = memoize(
    async (): Promise<App> =>
      (await import('./ui/app/app')).createApp({
        ...{ context, clusters, activity, files, aws, startSandbox },
        answers: diskFolder(storage, 'answers'),
        journal: { folder: diskFolder(storage, 'operations'), writer: journalWriter() },
        createRequests: async parts => (await import('./ui/app/requests')).createRequests(parts),
      }),
  );

  const clusters = new LazyTreeView<TreeNode>(viewId, { canSelectMany: true, showCollapseAll: true }, app);
  const activity = new LazyTreeView<OperationRecord>(activityViewId, { canSelectMany: true }, app);
  const files = new DocumentFiles(async uri => (await app()).commands.documents.makeAgain(uri));

  subscriptions.push(
    clusters,
    activity,
    files,
    whenRequestOpens(
      async () => (await app()).commands.requests(),
      async error => (await app()).log.error(error),
    ),
  );
  subscriptions.push(
    workspace.registerTextDocumentContentProvider(requestSchemaScheme, {
      provideTextDocumentContent: async (uri, token) =>
        (await (await app()).commands.requests()).schemas.provideTextDocumentContent(uri, token),
    }),
    workspace.registerFileSystemProvider(documentScheme, files, { isReadonly: true, isCaseSensitive: true }),
    ...commandsOf(context).map(id =>
      commands.registerCommand(id, async (...given: unknown[]) => (await app()).commands.run(id, given)),
    ),
  );
}

/** The commands of package.json, where every operation and feature adds its own, and the ids of before. */
function commandsOf({ extension }: ExtensionContext): readonly string[] {
  const contributed: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
  return [...contributed.map(({ command }) => command), ...Object.values(formerIds)];
}
