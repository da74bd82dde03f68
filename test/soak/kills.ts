// Kills the extension host at random moments of copies; then the service's list and the journal have to agree exactly.
import { setTimeout } from 'node:timers/promises';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { OperationRecord } from '../../src/core/operations/record';
import { Random } from '../../src/sandbox/model/random';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox';
import { addCluster, startCopy } from '../e2e/stage';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { journalOf } from '../support/journalFiles';
import { newestVsCode } from '../support/paths';
import { killExtensionHost } from '../support/processTable';
import { startVsCode } from '../support/vsCode';
import { installedExtension } from '../support/vsix';
import { openWorkbenchOf, type Workbench } from '../support/workbench';
import { type Asked, compare } from './compare';

export interface KillResult {
  readonly asked: number;
  readonly killed: number;
  readonly journaled: number;
  readonly confirmed: number;
  readonly notMade: number;
  readonly inService: number;
  readonly differences: readonly string[];
}

/** The requests at which it is killed: of the checks (the first four), CopyClusterSnapshot itself, and what follows it. */
const moments = [1, 3, 4, 5, 5, 5, 5, 6, 6, 7];
/** ms: what belongs to a window that is gone, the time after which a copy counts as not made, and the longest pause. */
const timeout = 420_000;

export async function soakKills({ kills, seed }: { kills: number; seed: number }): Promise<KillResult> {
  const sandbox = await startSandbox({ data: 'empty', manualSnapshotQuota: 1_000_000, seed });
  const [source = {}] = addCluster(sandbox, 'alpha', 1);
  const env = writeProfiles({ prod: sandboxProfile(sandbox) }, 'prod');
  const code = await startVsCode({ env, extensionsDir: await installedExtension(newestVsCode) });
  const workbench = await openWorkbenchOf(code);
  const random = new Random(seed);
  const asked: Asked[] = [];
  let killed = 0;
  for (let round = 1; round <= kills; round += 1) {
    const name = `kept-${round}`;
    asked.push(requestOf(source, name));
    killed += await copyAndKill({ sandbox, workbench, dataFolder: code.dataFolder }, source, name, random);
    process.stdout.write(`\r${round} of ${kills} kills`);
    await workbench.load();
  }
  process.stdout.write('\n');
  await workbench.openView();
  sandbox.clock.advance(600_000);
  const operations = await readUntilEnded(code.dataFolder);
  await workbench.close();
  const service = sandbox.data.snapshots().filter(({ SnapshotType }) => SnapshotType === 'manual');
  await sandbox.close();
  return {
    asked: asked.length,
    killed,
    journaled: operations.length,
    confirmed: operations.filter(({ state }) => state === 'available').length,
    notMade: operations.filter(({ state }) => state === 'notMade').length,
    inService: service.length,
    differences: [
      ...compare({ settled: asked, operations, service, strangers: [] }),
      ...(killed < kills ? [`${kills - killed} extension hosts were not found`] : []),
    ],
  };
}

interface Scene {
  readonly sandbox: RunningSandbox;
  readonly workbench: Workbench;
  readonly dataFolder: string;
}

/** Copies as a user does, until the extension host is gone. Resolves with how many were killed. */
async function copyAndKill(
  { sandbox, workbench, dataFolder }: Scene,
  source: Snapshot,
  name: string,
  random: Random,
): Promise<number> {
  const { clusters, quickInput } = workbench;
  await workbench.openView();
  await clusters.expand('alpha');
  await startCopy(workbench, source);
  await quickInput.type(name);
  await quickInput.accept();
  await quickInput.waitForItem('30 more days');
  const killed = killAtRandom(sandbox, dataFolder, random);
  await quickInput.choose('30 more days');
  const count = await killed;
  sandbox.clearFaults();
  return count;
}

/**
 * At one of the requests that a copy and its following make, before its work; that is then done, or lost. Where so many
 * requests do not come, after a moment.
 */
function killAtRandom(sandbox: RunningSandbox, dataFolder: string, random: Random): Promise<number> {
  const moment = moments[Math.floor(random.fraction() * moments.length)];
  if (random.fraction() < 0.4) {
    sandbox.inject({ name: random.fraction() < 0.5 ? 'dropBefore' : 'dropAfter', action: 'CopyClusterSnapshot' });
  }
  let seen = 0;
  return new Promise(resolve => {
    const kill = (): void => {
      stop();
      late.abort();
      resolve(killExtensionHost(dataFolder));
    };
    const late = new AbortController();
    const stop = sandbox.onRequest(() => {
      seen += 1;
      if (seen === moment) {
        kill();
      }
    });
    setTimeout(10_000, undefined, { signal: late.signal }).then(kill, () => {});
  });
}

/** The journal on the disk, as soon as nothing in it is pending. */
async function readUntilEnded(dataFolder: string): Promise<readonly OperationRecord[]> {
  const end = Date.now() + timeout;
  for (;;) {
    const operations = journalOf(dataFolder);
    if (Date.now() > end || operations.every(({ state }) => state !== 'planned' && state !== 'inProgress')) {
      return operations;
    }
    await setTimeout(1000);
  }
}

function requestOf({ SnapshotIdentifier = '' }: Snapshot, targetIdentifier: string): Asked {
  return {
    operation: 'CopyClusterSnapshot',
    input: {
      SourceSnapshotClusterIdentifier: 'alpha',
      SourceSnapshotIdentifier: SnapshotIdentifier,
      TargetSnapshotIdentifier: targetIdentifier,
      ManualSnapshotRetentionPeriod: 31,
    },
  };
}
