import { l10n } from 'vscode';
import { askText } from '../input/prompt';
import type { ClustersView } from './clustersView';

/** Narrows the tree to what is given, or else asks for it. */
export async function filterTree(view: Pick<ClustersView, 'filter'>, given: unknown): Promise<void> {
  if (isFilterArgument(given)) {
    view.filter = given.text;
  } else {
    await askFilter(view);
  }
}

/** Narrows the tree while the words are typed. Esc leaves it as it was. */
async function askFilter(view: Pick<ClustersView, 'filter'>): Promise<void> {
  const before = view.filter;
  const answer = await askText({
    title: l10n.t('Filter Clusters and Snapshots'),
    prompt: l10n.t('Identifier, status, type, tag, or date (Nov 22, 2026-11-22) of any cluster or snapshot'),
    placeholder: 'failed manual',
    ...{ step: 1, steps: 1, canGoBack: false, signal: new AbortController().signal },
    value: before,
    check: text => {
      view.filter = text;
      return undefined;
    },
  });
  if (answer === undefined) {
    view.filter = before;
  }
}

/** The argument with which nothing is asked. */
export function isFilterArgument(given: unknown): given is { readonly text: string } {
  return typeof given === 'object' && given !== null && 'text' in given && typeof given.text === 'string';
}
