// Where VS Code cannot be had from npm packages, `npm start` opens the desktop build, downloaded through test-electron.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { awsEnvironment } from './awsProfiles';
import { newestVsCode, workFolder } from './paths';
import { exitCode, runProcess, startProcess, temporaryFolder } from './processes';
import { writeSettings } from './vsCode';

export interface Desktop {
  readonly vsix: string;
  /** The folder of an extension that is installed beside ours. */
  readonly companion: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workspaceFolder: string;
}

/** Ends this process when the window is closed. */
export async function startDesktop(desktop: Desktop): Promise<void> {
  const executable = await downloadAndUnzipVSCode({ version: newestVsCode, cachePath: workFolder });
  const folder = temporaryFolder();
  const extensions = join(folder, 'extensions');
  const userData = join(folder, 'data');
  const folders = [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
  writeSettings(userData);
  cpSync(desktop.companion, join(extensions, 'redshift-snapshots.open-view-0.0.1'), { recursive: true });
  await install(executable, [...folders, '--install-extension', desktop.vsix]);

  const env = { ...awsEnvironment(), ...desktop.env };
  const window = startProcess(executable, [desktop.workspaceFolder, ...folders, '--disable-workspace-trust'], { env });
  console.log(`VS Code ${newestVsCode} opens with the extension and sample data. Ctrl+C ends it.`);
  process.exit(await exitCode(window));
}

async function install(executable: string, args: readonly string[]): Promise<void> {
  const [cli = executable] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const { code, output } = await runProcess(cli, args, { shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new Error(`Installing the extension failed:\n${output}`);
  }
}
