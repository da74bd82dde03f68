import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The repository. This file runs as out/test/support/paths.js. */
export const root = join(__dirname, '..', '..', '..');

/** Where everything is installed and kept that is not part of the repository; ignored by git. */
export const workFolder = join(root, '.vscode-test');

export const logFolder = join(workFolder, 'logs');
export const screenshotFolder = join(workFolder, 'screenshots');

/** The VS Codes that the extension is tried in: the newest known, and the oldest that it supports. */
export const newestVsCode = '1.139.1';
export const oldestVsCode = '1.103.2';
export const vsCodeVersions = [newestVsCode, oldestVsCode] as const;
export type VsCodeVersion = (typeof vsCodeVersions)[number];

/** The first of the paths that exists. */
export function firstExisting(paths: readonly string[]): string | undefined {
  return paths.find(path => existsSync(path));
}
