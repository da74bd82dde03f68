import type { Disposable } from 'vscode';
import type { CommandTable } from './commandRegistry';
import { type CopyAsHost, copyAsCommands } from './copyAs/copyAsCommands';
import { selectionCommands } from './copyAs/selectionCommands';
import { type RequestHost, requestCommands } from './request/requestCommands';
import { RequestFeatures } from './request/requestFeatures';

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
