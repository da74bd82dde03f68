import { ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter, type WindowState } from 'vscode';
import { AwsFiles } from '../../src/ui/profiles/awsFiles';
import { aProfileList } from '../support/builders';
import { eventually } from '../support/eventually';

describe('the shared AWS files', () => {
  let folder: string;
  let told: string[];
  let files: AwsFiles;
  let windowState: EventEmitter<WindowState>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aws-files-'));
    for (const name of ['aws', 'dotfiles', 'cache']) {
      mkdirSync(join(folder, name));
    }
    writeFileSync(join(folder, 'dotfiles', 'config'), '[default]\n');
    told = [];
    windowState = new EventEmitter();
    const changed = () => told.push('changed');
    files = new AwsFiles({ changed, signedIn: () => told.push('signed in') }, windowState.event);
  });
  afterEach(() => {
    files.dispose();
    windowState.dispose();
    rmSync(folder, { recursive: true });
  });

  const watch = (...names: readonly string[]) =>
    files.watch(
      aProfileList({ watched: { files: names.map(name => join(folder, name)), tokens: join(folder, 'cache') } }),
    );
  /** Again and again, but not faster than files are taken to have settled: a watcher takes a while to begin. */
  const until = (expected: string, write: (round: number) => void) => {
    let look = 0;
    return eventually(
      () => {
        look += 1;
        if (look % 20 === 1) {
          write(Math.floor(look / 20));
        }
        return told;
      },
      all => ok(all.includes(expected), all.join()),
    );
  };

  it('are watched where a link leads to', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    symlinkSync(join(folder, 'dotfiles', 'config'), join(folder, 'aws', 'config'));
    watch('aws/config', 'dotfiles/config');
    await until('changed', round => writeFileSync(join(folder, 'dotfiles', 'config'), `# ${round}`));
  });

  it('are looked at when the window gets the focus: not every change makes an event', async () => {
    // A folder that is not there yet is not watched, or late.
    watch('elsewhere/config');
    await until('changed', round => {
      if (round === 1) {
        mkdirSync(join(folder, 'elsewhere'));
        writeFileSync(join(folder, 'elsewhere', 'config'), '[default]\n');
      }
      windowState.fire({ focused: true, active: true });
    });
  });

  it('tell of a sign-in with another tool', async () => {
    watch('dotfiles/config');
    await until('signed in', round => writeFileSync(join(folder, 'cache', `${round}.json`), '{}'));
  });
});
