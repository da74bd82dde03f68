// `node out/test/support/integrationProcess.js VERSION [EXECUTABLE]`: runs test/integration inside a VS Code through
// @vscode/test-electron, which downloads the desktop build where no executable is named.
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { root, workFolder } from './paths';
import { temporaryFolder } from './processes';
import { writeSettings } from './vsCode';

async function main(version: string, executable: string | undefined): Promise<number> {
  const userData = temporaryFolder();
  writeSettings(userData);
  try {
    return await runTests({
      ...(executable ? { vscodeExecutablePath: executable } : { version, cachePath: workFolder }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out', 'test', 'integration', 'index'),
      launchArgs: [
        temporaryFolder(),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${temporaryFolder()}`,
        '--disable-telemetry',
      ],
      extensionTestsEnv: { VSCODE_VERSION: version },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) {
      return error.code ?? 1;
    }
    throw error;
  }
}

const [version = '', executable] = process.argv.slice(2);

void main(version, executable).then(code => process.exit(code));
