import { deepEqual, equal } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import { sampleIdentity } from '../../src/sandbox/model/identities';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { journalOf } from '../support/journalFiles';
import { newestVsCode } from '../support/paths';
import { temporaryFolder } from '../support/processes';
import { installedExtension } from '../support/vsix';
import { openWorkbench, type Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount } from './stage';

const minutes = 60_000;
/** ms: after this a window has looked again, on a busy machine too; it does so within a minute. */
const timeout = 90_000;

/** Keys of one user, so that the sandbox can tell who of both asks. */
const { arn, account } = sampleIdentity('111122223333');
const keys = {
  first: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' },
  second: { accessKeyId: 'AKIAIOSFODNN8EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K8MDENG/bPxRfiCYEXAMPLEKEY' },
} as const;
type Name = keyof typeof keys;

describe('two windows', function () {
  // Each looks three times, one after the other.
  this.timeout(6 * minutes);

  const data = temporaryFolder();
  let sandbox: RunningSandbox;
  let sources: readonly Snapshot[];
  let copies = 0;
  let first: Workbench | undefined;
  let second: Workbench | undefined;

  before(async () => {
    const identities = Object.values(keys).map(key => ({ ...key, arn, account }));
    // Time stands still, so that no copy ends before both windows are there.
    const start = Date.now();
    sandbox = await emptyAccount({ account, identities, clock: { now: () => start } });
    sources = addCluster(sandbox, 'alpha', 6);
  });
  after(closeStage);

  /** Both have the same storage, as all windows of one machine do. */
  const openWindow = async (name: Name): Promise<Workbench> => {
    const { accessKeyId, secretAccessKey } = keys[name];
    const profile = {
      ...sandboxProfile(sandbox),
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
    };
    const env = writeProfiles({ prod: profile }, 'prod');
    const extensionsDir = await installedExtension(newestVsCode);
    const workbench = await openWorkbench({ env, extensionsDir, dataFolder: data });
    workbench.page.setDefaultTimeout(timeout);
    await workbench.openView();
    await workbench.activity.unfold();
    return workbench;
  };

  /** A copy that the first window has begun and goes on watching, and that the second one knows of. */
  const copyBesideAnother = async (): Promise<Scene> => {
    first ??= await openWindow('first');
    second ??= await openWindow('second');
    const name = `kept-${copies + 1}`;
    await first.clusters.expand('alpha');
    await copyByRow(first, sources[copies] ?? {}, { name });
    copies += 1;
    await first.activity.waitForRow(name);
    // As a window that comes into sight does, it looks what others have begun.
    await second.load();
    await second.openView();
    await second.activity.unfold();
    await second.activity.waitForRow(name);
    await nextReading('first', name);
    return { name, first, second };
  };

  /** Who has read a copy by its name, each time. */
  const readersOf = (name: string): readonly Name[] => {
    const readings = sandbox.requests.filter(({ parameters }) => parameters['SnapshotIdentifier'] === name);
    return readings.map(({ accessKeyId }) => (accessKeyId === keys.first.accessKeyId ? 'first' : 'second'));
  };

  /** The next time that a window reads a copy by its name. */
  const nextReading = (of: Name, name: string): Promise<void> =>
    new Promise(resolve => {
      const stop = sandbox.onRequest(({ accessKeyId, parameters }) => {
        if (accessKeyId === keys[of].accessKeyId && parameters['SnapshotIdentifier'] === name) {
          stop();
          resolve();
        }
      });
    });

  it('show the same copy, which one of them watches and tells of', async () => {
    const { name, ...windows } = await copyBesideAnother();
    sandbox.clock.advance(10 * minutes);
    await windows.first.notifications.waitFor(`${name} is available.`);
    await windows.second.activity.waitForRow(new RegExp(`${name}\\s*available`));
    deepEqual(await messagesOf(windows.second, name), []);
    deepEqual(new Set(readersOf(name)), new Set(['first']));
    await windows.second.screenshot('two-windows');
  });

  it('take over from one another when one is closed', async () => {
    const { name, ...windows } = await copyBesideAnother();
    deepEqual(new Set(readersOf(name)), new Set(['first']));
    const takenOver = nextReading('second', name);
    first = undefined;
    await windows.first.close();
    await takenOver;
    sandbox.clock.advance(10 * minutes);
    await windows.second.notifications.waitFor(`${name} is available.`);
    equal((await messagesOf(windows.second, name)).length, 1);
    const states = journalOf(data).filter(({ input: request }) => request.TargetSnapshotIdentifier === name);
    deepEqual(
      states.map(({ state }) => state),
      ['available'],
    );
  });
});

interface Scene {
  readonly name: string;
  readonly first: Workbench;
  readonly second: Workbench;
}

/** What a window has told about a copy. */
async function messagesOf({ notifications }: Workbench, name: string): Promise<readonly string[]> {
  const all = await notifications.all();
  return all.map(({ message }) => message).filter(message => message.includes(name));
}
