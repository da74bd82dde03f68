import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newestVsCode, root } from '../support/paths';
import { installedExtension, packagedExtension } from '../support/vsix';

describe('the package', () => {
  it('holds the bundles, the media, the manifest, README, CHANGELOG and LICENSE, and nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const folder = join(await installedExtension(newestVsCode), `redshift-snapshots.redshift-snapshots-${version}`);

    // vsce renames the three documents; VS Code adds .vsixmanifest when it installs.
    deepEqual(
      filesBelow(folder),
      [
        '.vsixmanifest',
        'LICENSE.txt',
        'changelog.md',
        'dist/app.js',
        'dist/aws.js',
        'dist/extension.js',
        'dist/sandbox.js',
        'dist/requests.js',
        'package.json',
        'package.nls.json',
        'readme.md',
        ...filesBelow(join(root, 'media'))
          // VS Code would not show it there.
          .filter(name => name !== 'screenshot.png')
          .map(name => `media/${name}`),
      ].sort(),
    );
  });

  it('has no picture that VS Code would show as a broken one: only those with an https address', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const folder = join(await installedExtension(newestVsCode), `redshift-snapshots.redshift-snapshots-${version}`);
    const pictures = readFileSync(join(folder, 'readme.md'), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]*)\)/g);

    deepEqual(
      [...pictures].map(([, address]) => address).filter(address => !address?.startsWith('https://')),
      [],
    );
  });

  it('weighs at most 700 KB', async () => {
    ok(statSync(await packagedExtension()).size <= 700 * 1024);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .map(name => name.replaceAll('\\', '/'))
    .sort();
}
