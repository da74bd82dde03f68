// Finds a Chrome, Chromium or Edge on the machine; failing that, unpacks the Chromium that an npm package holds (Linux x64).
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { installPinned } from './install';
import { firstExisting } from './paths';

export interface BrowserInstall {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether its own sandbox can be relied on: one unpacked from a package may not create user namespaces everywhere. */
  readonly sandbox: boolean;
}

/** A browser to drive, or nothing where none is found and none can be installed. */
export async function installBrowser(): Promise<BrowserInstall | undefined> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen && !existsSync(chosen)) {
    throw new Error(`CHROME_PATH names a file that does not exist: ${chosen}`);
  }
  const executable = chosen ?? firstExisting(usualPlaces());
  if (executable) {
    return { executable, env: process.env, sandbox: true };
  }
  return process.platform === 'linux' && process.arch === 'x64' ? installChromium() : undefined;
}

async function installChromium(): Promise<BrowserInstall> {
  const folder = await installPinned('chromium', [], unpack);
  const executable = join(folder, 'browser', 'chromium');
  const env = { ...process.env, ...missingLibraries(folder, executable), ...missingFonts(folder) };
  return { executable, env, sandbox: false };
}

async function unpack(folder: string): Promise<void> {
  const packed = join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const browser = join(folder, 'browser');
  mkdirSync(browser);
  const { extract }: { extract(to: string): Writable } = createRequire(join(folder, 'package.json'))('tar-fs');
  const inflate = (name: string, to: Writable) =>
    pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), to);
  await inflate('chromium.br', createWriteStream(join(browser, 'chromium'), { mode: 0o755 }));
  await inflate('swiftshader.tar.br', extract(browser));
  await inflate('al2023.tar.br', extract(join(folder, 'libraries')));
}

/** The shared libraries that come with Chromium, where the machine lacks them. */
function missingLibraries(folder: string, executable: string): NodeJS.ProcessEnv {
  if (starts(executable)) {
    return {};
  }
  const own = join(folder, 'libraries', 'lib');
  return { LD_LIBRARY_PATH: [own, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter) };
}

/** Fonts that come from npm, where the machine has none: without them a page shows no text at all. */
function missingFonts(folder: string): NodeJS.ProcessEnv {
  if (firstExisting(['/usr/share/fonts', '/usr/local/share/fonts'].flatMap(fontFolders))) {
    return {};
  }
  const file = join(folder, 'fonts.conf');
  const fonts = join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
  writeFileSync(file, fontConfiguration(fonts, join(folder, 'font-cache')));
  return { FONTCONFIG_FILE: file };
}

function fontFolders(parent: string): readonly string[] {
  return ['truetype', 'opentype', 'TTF', 'dejavu', 'noto', 'liberation'].map(name => join(parent, name));
}

// DejaVu Sans is what everything falls back to that finds no family of its own, system-ui first of all.
function fontConfiguration(fonts: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>DejaVu Sans</string></edit>
  </match>
</fontconfig>
`;
}

function usualPlaces(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        name => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map(variable => process.env[variable])
        .filter(folder => folder !== undefined)
        .flatMap(folder => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      return (process.env['PATH'] ?? '')
        .split(delimiter)
        .flatMap(folder => linuxNames.map(name => join(folder, name)))
        .filter(path => existsSync(path) && starts(path));
  }
}

const linuxNames = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];

// It does not where a library is missing, nor does Ubuntu's chromium-browser without its snap, which only says what to install.
function starts(executable: string): boolean {
  return spawnSync(executable, ['--version'], { timeout: 10_000 }).status === 0;
}
