import type { Disposable, TextDocumentContentProvider } from 'vscode';
import type { CommandTable } from '../commands/commandTable';
import { type RequestHost, requestCommands } from '../requests/requestCommands';
import { RequestFeatures } from '../requests/requestFeatures';
import { requestSchemas } from '../requests/requestSchemas';
import { type CopyAsHost, copyAsCommands } from '../snippets/copyAsCommands';
import { selectionCommands } from '../snippets/selectionCommands';

export interface RequestParts extends RequestHost, CopyAsHost {
  /** Disposed with the extension. */
  readonly subscriptions: Disposable[];
}

export interface Requests {
  readonly commands: CommandTable;
  /** The JSON schemas of request files. */
  readonly schemas: TextDocumentContentProvider;
}

/**
 * Request documents, and what is written down for other tools: a bundle of its own, loaded when the first of these commands
 * is called or a request is opened.
 */
export function createRequests(parts: RequestParts): Requests {
  const features = new RequestFeatures(parts.sessions);
  parts.subscriptions.push(features);
  const commands = { ...requestCommands(parts, features), ...copyAsCommands(parts), ...selectionCommands() };
  return { commands, schemas: requestSchemas };
}
