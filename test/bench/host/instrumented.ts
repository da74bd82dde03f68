// Stands between VS Code and the extension: sees how the one loads and activates the other.
import type { window } from 'vscode';
import { viewId } from '../../../src/ui/commands/ids';
import { TimerWatch } from './timers';
import { TreeSpy } from './treeSpy';

export interface Activation {
  /** ms from asking for the file to having run it. */
  load: number;
  /** ms that the call of activate() took. */
  activate: number;
  tree: TreeSpy;
  timers: TimerWatch;
}

export const activation: Partial<Activation> = {};

/** Loads the extension from a folder; `api` is what VS Code gave to it, and not to anybody else. */
export function loadInstrumented<Exports extends { readonly activate: (context: unknown) => unknown }>(
  load: () => Exports,
  api: { readonly window: typeof window },
  folder: string,
): Exports {
  activation.timers = new TimerWatch(folder);
  activation.tree = new TreeSpy(api.window, viewId);
  const start = performance.now();
  const exported = load();
  activation.load = performance.now() - start;
  const activate = (context: unknown): unknown => {
    const begin = performance.now();
    const result = exported.activate(context);
    activation.activate = performance.now() - begin;
    return result;
  };
  return { ...exported, activate };
}
