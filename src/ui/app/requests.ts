import type { Disposable } from 'vscode';
import type { CommandTable } from '../commands/commandTable';
import { type RequestHost, requestCommands } from '../requests/requestCommands';
import { RequestFeatures } from '../requests/requestFeatures';
import { type CopyAsHost, copyAsCommands } from '../snippets/copyAsCommands';
import { selectionCommands } from '../snippets/selectionCommands';

export interface RequestParts extends RequestHost, CopyAsHost {
  /** Disposed with the extension. */
  readonly subscriptions: Disposable[];
}

/**
 * Request documents, and what is written down for other tools: a bundle of its own, loaded when the first of these commands
 * is called or a request is opened.
 */
export function createRequests(parts: RequestParts): CommandTable {
  const features = new RequestFeatures(parts.sessions);
  parts.subscriptions.push(features);
  return { ...requestCommands(parts, features), ...copyAsCommands(parts), ...selectionCommands() };
}
