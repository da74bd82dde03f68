import { l10n } from 'vscode';
import type { TreeFilter } from '../../core/tree/filter';
import type { NoMatchNode } from '../../core/tree/nodes';
import type { TreeModel } from '../../core/tree/treeModel';
import { count } from './format';

/** `"failed": 2 found`; with how far it has looked where that is not everywhere. */
export function filterText(filter: TreeFilter, trees: readonly Pick<TreeModel, 'found' | 'wholeAccount'>[]): string {
  const scopes = trees.map(({ wholeAccount }) => wholeAccount.scope);
  if (scopes.includes('loading')) {
    return l10n.t('"{0}": searching...', filter.text);
  }
  const found = count(trees.reduce((sum, tree) => sum + tree.found(filter).count, 0));
  return scopes.includes('loaded')
    ? l10n.t('"{0}": {1} found in loaded rows', filter.text, found)
    : l10n.t('"{0}": {1} found', filter.text, found);
}

/** What the row says in the place of those that a filter has left out. */
export function noMatchText({ text, scope }: NoMatchNode): string {
  switch (scope) {
    case 'all':
      return l10n.t('Nothing matches "{0}"', text);
    case 'loading':
      return l10n.t('Searching for "{0}"...', text);
    case 'loaded':
      return l10n.t('No loaded row matches "{0}"', text);
  }
}
