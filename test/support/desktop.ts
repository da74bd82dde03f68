// The desktop build of VS Code, downloaded through test-electron.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { workFolder } from './paths';

/** Downloads it unless it is there already; says why it cannot be had, if it cannot. */
export async function desktopMissing(version: string, download = downloadAndUnzipVSCode): Promise<string | undefined> {
  try {
    await download({ version, cachePath: workFolder });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the desktop build of VS Code ${version} could not be downloaded (${reason}); VSCODE_EXECUTABLE can name one.`;
  }
}
