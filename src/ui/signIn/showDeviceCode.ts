import { env, l10n, type QuickPickItem, ThemeIcon, Uri } from 'vscode';
import type { DeviceCode } from '../../core/model/signIn';
import { DisposableStore } from '../vscode/disposables';
import { createPick, setItems, showStatus } from '../vscode/window';

interface Choice extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/**
 * Opens the browser, and shows the code that it shows, to be compared or copied. A list, because there is nothing to type:
 * each of its items is said by a screen reader and done with Enter. Esc calls `cancelled`.
 */
export function showDeviceCode(
  startUrl: string,
  { userCode, url }: DeviceCode,
  cancelled: () => void,
): { dispose(): void } {
  const store = new DisposableStore();
  const list = store.add(
    createPick<Choice>(l10n.t('Sign In to {0}', startUrl), l10n.t('Confirm {0} in the browser to continue', userCode)),
  );
  const browse = async (): Promise<void> => {
    // Whether the browser opened is for the user to see; the item opens it again.
    await env.openExternal(Uri.parse(url, true));
  };
  const copy = async (): Promise<void> => {
    await env.clipboard.writeText(userCode);
    showStatus(l10n.t('Copied: {0}', userCode), 5000, 'check');
  };
  setItems(list, [
    { label: l10n.t('Copy the Code {0}', userCode), iconPath: new ThemeIcon('copy'), run: copy },
    { label: l10n.t('Open the Browser Again'), iconPath: new ThemeIcon('link-external'), run: browse },
  ]);
  list.busy = true;
  list.ignoreFocusOut = true;
  store.add(
    list.onDidAccept(() => {
      // On its own: the list stays, so that it can be done again.
      void list.activeItems[0]?.run();
    }),
  );
  store.add(list.onDidHide(cancelled));
  list.show();
  void browse();
  return store;
}
