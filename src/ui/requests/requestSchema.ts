import { type Disposable, Uri, workspace } from 'vscode';
import { requestSchemaScheme } from '../commands/ids';

/**
 * Provides the JSON schema of request files. VS Code's JSON extension asks for it when a request file is opened, as JSON or
 * as JSON with Comments. That activates this extension.
 */
export function registerRequestSchema(extension: Uri): Disposable {
  const file = Uri.joinPath(extension, 'media', 'copy-request.schema.json');
  return workspace.registerTextDocumentContentProvider(requestSchemaScheme, {
    provideTextDocumentContent: async () => new TextDecoder().decode(await workspace.fs.readFile(file)),
  });
}
