// Runs test/integration inside VS Code through @vscode/test-electron: the stand-in from npm packages, or the desktop build.
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { awsEnvironment } from './awsProfiles';
import { root, type VsCodeVersion } from './paths';
import { removeFolder, temporaryFolder } from './processes';
import { writeSettings } from './vsCode';

export interface IntegrationRun {
  readonly version: VsCodeVersion;
  /** The VS Code to start; without it, test-electron downloads the desktop build. */
  readonly executable?: string;
  readonly env: Readonly<Record<string, string>>;
}

export const standIn = join(root, 'test', 'support', 'vsCodeLauncher.mjs');

/** Resolves with the exit code. */
export async function runIntegration(run: IntegrationRun): Promise<number> {
  const folder = temporaryFolder();
  const userData = join(folder, 'data');
  writeSettings(userData);
  try {
    return await runTests({
      ...(run.executable ? { vscodeExecutablePath: run.executable } : { version: run.version }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out', 'test', 'integration', 'index'),
      launchArgs: [
        temporaryFolder(),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
        '--disable-telemetry',
      ],
      extensionTestsEnv: { ...withoutAws(), ...run.env, VSCODE_VERSION: run.version },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) {
      return error.code ?? 1;
    }
    throw error;
  } finally {
    removeFolder(folder);
  }
}

// test-electron adds this to its own environment; a variable that is undefined is left out.
function withoutAws(): NodeJS.ProcessEnv {
  const removed = Object.keys(process.env).filter(name => name.toUpperCase().startsWith('AWS_'));
  return { ...Object.fromEntries(removed.map(name => [name, undefined])), ...awsEnvironment() };
}
