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
import { fileName } from '../../core/documents/documentLink';
import type { OperationInput } from '../../core/model/gateway';
import { allOperations } from '../../core/operations/all';
import type { Operation } from '../../core/operations/operation';
import { readRequest } from '../../core/requests/readRequest';
import type { TextSpan } from '../../core/requests/requestFault';
import { operationOfFile, requestFileEnd } from '../../core/requests/requestFile';
import { requestText } from '../../core/requests/skeleton';

/** Saved or not: what tells a request is its name, for the JSON schema as well. */
export const requestSelector: readonly DocumentFilter[] = allOperations.map(operation => ({
  pattern: `**/*${requestFileEnd(operation)}`,
}));

/** The operation that a document is a request for; undefined where it is none. */
export function operationOf({ uri }: TextDocument): Operation | undefined {
  // The other side of a comparison is not written.
  return uri.scheme === 'git' ? undefined : operationOfFile(uri.path);
}

/** Opens a request as a new document that is not saved yet, the name of the first snapshot selected. */
export async function openNewRequest(operation: Operation, inputs: readonly OperationInput[]): Promise<TextDocument> {
  const names = inputs.map(input => operation.subject({ input }).identifier);
  const name = names.length === 1 ? fileName(names[0] ?? '') : `${names.length}-snapshots`;
  const document = await workspace.openTextDocument(await freeUri(name, requestFileEnd(operation)));
  const text = requestText(inputs);
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  const [item] = readRequest(operation, text).items;
  const { name: subject } = operation.parameters.find(({ argument }) => argument === 'target') ?? {
    name: 'SnapshotIdentifier',
  };
  const { offset, length } = item?.values.get(subject) ?? { offset: 0, length: 2 };
  // Without its quotes.
  const { start, end } = rangeOf(document, { offset: offset + 1, length: length - 2 });
  await window.showTextDocument(document, { preview: false, selection: new Selection(start, end) });
  return document;
}

export function rangeOf(document: TextDocument, { offset, length }: TextSpan): Range {
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** Where it is to be saved: in the folder that is open, under a name that neither a file nor a document has. */
async function freeUri(name: string, end: string): Promise<Uri> {
  const taken = new Set(workspace.textDocuments.map(({ uri }) => uri.path));
  const folder = startFolder();
  for (let number = 1; ; number += 1) {
    const file = Uri.joinPath(folder, `${name}${number === 1 ? '' : `-${number}`}${end}`);
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
