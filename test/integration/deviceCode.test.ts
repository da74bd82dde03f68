import { deepEqual } from 'node:assert/strict';
import { env, type Uri } from 'vscode';
import { showDeviceCode } from '../../src/ui/signIn/showDeviceCode';

describe('the code of a sign-in', () => {
  const url = 'https://corp.awsapps.com/start/#/device?user_code=ABCD-1234';
  const opened: string[] = [];
  const { openExternal } = env;

  before(() => {
    const open = async (uri: Uri): Promise<boolean> => opened.push(uri.toString(true)) > 0;
    // VS Code lets tests do this.
    Object.assign(env, { openExternal: open });
  });
  after(() => Object.assign(env, { openExternal }));

  it('opens the browser at the page that has it filled in', () => {
    const code = { userCode: 'ABCD-1234', url, expiresAt: Date.now() + 600_000 };
    showDeviceCode('https://corp.awsapps.com/start', code, () => {}).dispose();
    deepEqual(opened, [url]);
  });
});
