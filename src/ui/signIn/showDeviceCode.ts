import { env, l10n, ThemeIcon, Uri, window } from 'vscode';
import type { DeviceCode } from '../../core/signIn/signIn';
import { DisposableStore } from '../disposables';

/** Opens the browser, and shows the code that it shows, to be compared or copied. Esc calls `cancelled`. */
export function showDeviceCode(
  startUrl: string,
  { userCode, url }: DeviceCode,
  cancelled: () => void,
): { dispose(): void } {
  const store = new DisposableStore();
  const input = store.add(window.createInputBox());
  const copy = { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy the code') };
  const open = { iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open the browser again') };
  const browse = (): void => {
    // Whether the browser opened is for the user to see; the button opens it again.
    void env.openExternal(Uri.parse(url, true));
  };
  input.title = l10n.t('Sign In to {0}', startUrl);
  input.prompt = l10n.t('Confirm this code in the browser. What you asked for then goes on. Esc ends the sign-in.');
  input.value = userCode;
  input.valueSelection = [0, userCode.length];
  input.busy = true;
  input.ignoreFocusOut = true;
  input.buttons = [copy, open];
  store.add(
    input.onDidTriggerButton(button => {
      if (button === copy) {
        void env.clipboard.writeText(userCode);
      } else {
        browse();
      }
    }),
  );
  store.add(
    input.onDidChangeValue(() => {
      input.value = userCode;
    }),
  );
  store.add(input.onDidHide(cancelled));
  input.show();
  browse();
  return store;
}
