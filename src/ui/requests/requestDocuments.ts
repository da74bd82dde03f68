import {
  type DocumentFilter,
  Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { Place } from '../../core/requests/requestFault';
import { isRequestPath, requestFileEnd } from '../../core/requests/requestPath';
import { requestText } from '../../core/requests/skeleton';

/** Saved or not: what tells a request is its name, for the JSON schema as well. */
export const requestSelector: DocumentFilter = { pattern: `**/*${requestFileEnd}` };

export function isRequest({ uri }: TextDocument): boolean {
  // The other side of a comparison is not written.
  return isRequestPath(uri.path) && uri.scheme !== 'git';
}

/** Opens a request as a new document that is not saved yet, the name of the copy selected. */
export async function openNewRequest(request: CopyInput): Promise<TextDocument> {
  const document = await workspace.openTextDocument(await freeUri(request.TargetSnapshotIdentifier));
  const text = requestText(request);
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  const start =
    text.indexOf(JSON.stringify(request.TargetSnapshotIdentifier), text.indexOf('TargetSnapshotIdentifier')) + 1;
  const name = rangeOf(document, { offset: start, length: request.TargetSnapshotIdentifier.length });
  await window.showTextDocument(document, { preview: false, selection: new Selection(name.start, name.end) });
  return document;
}

export function rangeOf(document: TextDocument, { offset, length }: Place): Range {
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** Where it is to be saved: in the folder that is open, under a name that neither a file nor a document has. */
async function freeUri(name: string): Promise<Uri> {
  const taken = new Set(workspace.textDocuments.map(({ uri }) => uri.path));
  const folder = startFolder();
  for (let number = 1; ; number += 1) {
    const file = Uri.joinPath(folder, `${name}${number === 1 ? '' : `-${number}`}${requestFileEnd}`);
    if (!taken.has(file.path) && !(await exists(file))) {
      return file.with({ scheme: 'untitled' });
    }
  }
}

function startFolder(): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  const { HOME, USERPROFILE } = process.env;
  return folder?.uri ?? Uri.file(HOME ?? USERPROFILE ?? '/');
}

async function exists(file: Uri): Promise<boolean> {
  return workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
