import { workspace } from 'vscode';
import { type Confirmations, confirmationsFor, confirmChangesOf } from '../../core/access/confirmations';
import { isProtected } from '../../core/access/protectedAccounts';
import type { CallerIdentity, Target } from '../../core/model/target';

const section = 'redshiftSnapshots';

/** The extension's settings; all of them the user's own (scope "application"), so that no workspace can set one. */
export function isReadOnly(): boolean {
  return read('readOnly', false);
}

/** Whether a copy gets the tags of its source. */
export function copiesTags(): boolean {
  return read('copyTags', false);
}

/** What the user wants to be asked before something is changed there. */
export function confirmations(target: Target, identity: CallerIdentity | undefined): Confirmations {
  const setting = confirmChangesOf(readSet('confirmChanges'), readSet('confirmCopy'));
  return confirmationsFor(setting, isProtectedTarget(target, identity));
}

/** Regions to show beside the one that is chosen. */
export function furtherRegions(): readonly string[] {
  const regions = read<unknown>('regions', []);
  return Array.isArray(regions) ? regions.filter(region => typeof region === 'string' && region !== '') : [];
}

/** After how many minutes what ends soon is asked for again; 0: only when the user refreshes. */
export function expiringRefreshMinutes(): number {
  const minutes = read<unknown>('expiringRefreshMinutes', 0);
  return typeof minutes === 'number' && minutes >= 1 ? minutes : 0;
}

/** Whether the user wants to be stopped before changing something there. */
export function isProtectedTarget(target: Target, identity: CallerIdentity | undefined): boolean {
  const patterns = read<unknown>('protectedAccounts', []);
  const texts = Array.isArray(patterns) ? patterns.filter(pattern => typeof pattern === 'string') : [];
  return isProtected(texts, target.source, identity);
}

/** Tells when one of the settings is another one. */
export function onSettingsChanged(listener: () => void): { dispose(): void } {
  return workspace.onDidChangeConfiguration(change => change.affectsConfiguration(section) && listener());
}

export function onRegionsChanged(listener: () => void): { dispose(): void } {
  return workspace.onDidChangeConfiguration(change => change.affectsConfiguration(`${section}.regions`) && listener());
}

/** Undefined where the user has not set it. */
function readSet(name: string): unknown {
  return workspace.getConfiguration(section).inspect(name)?.globalValue;
}

function read<Value>(name: string, fallback: Value): Value {
  return workspace.getConfiguration(section).get<Value>(name, fallback);
}
