// What the end-to-end tests play on: accounts in sandboxes, and a workbench whose profiles are those accounts.
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { LoggedRequest } from '../../src/sandbox/model/requestLog';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox';
import { utcMinute } from '../../src/ui/text/format';
import { type Profiles, sandboxProfile, writeProfiles } from '../support/awsProfiles';
import type { VsCodeOptions } from '../support/vsCode';
import { closeWorkbenches, openWorkbench, type Workbench } from '../support/workbench';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const sandboxes = new Set<RunningSandbox>();
/** How many were added to each. */
const clustersOf = new WeakMap<RunningSandbox, number>();

/** An account without any cluster: for tests that arrange their own. */
export async function emptyAccount(options: SandboxOptions = {}): Promise<RunningSandbox> {
  return account({ data: 'empty', ...options });
}

/** The account of the sample data. */
export async function account(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox(options);
  sandboxes.add(sandbox);
  return sandbox;
}

/**
 * Adds a cluster that keeps automated snapshots for 7 days, and so many of them, one a day; the newest is 3 hours old, and
 * some minutes older for each cluster that was added before: their rows are told apart by the minute.
 */
export function addCluster(sandbox: RunningSandbox, name: string, snapshots: number): readonly Snapshot[] {
  const before = clustersOf.get(sandbox) ?? 0;
  clustersOf.set(sandbox, before + 1);
  const newest = Math.floor(Date.now() / 1000) * 1000 - 3 * hour - before * 5 * minute;
  sandbox.data.addCluster({ ClusterIdentifier: name, AutomatedSnapshotRetentionPeriod: 7, ClusterStatus: 'available' });
  return Array.from({ length: snapshots }, (_, age) =>
    sandbox.data.addSnapshot({
      ClusterIdentifier: name,
      SnapshotCreateTime: new Date(newest - age * day),
      TotalBackupSizeInMegaBytes: 1_258_291,
      ActualIncrementalBackupSizeInMegaBytes: 4_096,
    }),
  );
}

/** The label of an automated snapshot's row. */
export function rowOf({ SnapshotCreateTime: time = new Date(0) }: Snapshot): string {
  return utcMinute(time.getTime());
}

/** The name that the prompt suggests for a copy. */
export function suggestionFor({ ClusterIdentifier = '', SnapshotCreateTime = new Date(0) }: Snapshot): string {
  const [date, time = ''] = SnapshotCreateTime.toISOString().split('T');
  return `${ClusterIdentifier}-${date}-${time.slice(0, 5).replace(':', '')}-manual`;
}

/** Opens a workbench with a profile for each account, the first one chosen, and the view open. */
export async function openView(
  accounts: Readonly<Record<string, RunningSandbox>>,
  { more = {}, ...options }: VsCodeOptions & { readonly more?: Profiles } = {},
): Promise<Workbench> {
  const profiles = Object.fromEntries(
    Object.entries(accounts).map(([name, sandbox]) => [name, sandboxProfile(sandbox)] as const),
  );
  const env = { ...writeProfiles({ ...profiles, ...more }, Object.keys(accounts)[0]), ...options.env };
  const workbench = await openWorkbench({ ...options, env });
  await workbench.openView();
  return workbench;
}

/** What expires has been read: its requests meet nothing that a test arranges for others. */
export async function waitUntilRead({ clusters }: Workbench): Promise<void> {
  await clusters.waitForRow(/^Expiring(nothing ends|\d.*within 7 d)/);
}

/** Presses the icon of a snapshot's row, and waits for the first question. */
export async function startCopy({ clusters, quickInput }: Workbench, source: Snapshot): Promise<void> {
  await clusters.pressInline(rowOf(source), 'Copy to Manual Snapshot…');
  await quickInput.waitUntilOpen(`Copy ${source.SnapshotIdentifier}`);
}

/** Answers both questions of a copy, beginning at a snapshot's row. */
export async function copyByRow(
  workbench: Workbench,
  source: Snapshot,
  { name, keep = '30 more days' }: { readonly name: string; readonly keep?: string },
): Promise<void> {
  const { quickInput } = workbench;
  await startCopy(workbench, source);
  await quickInput.type(name);
  await quickInput.accept();
  await quickInput.waitForItem('Other…');
  await quickInput.choose(keep);
}

/** Lets the next request for an operation wait for its answer: `asked` resolves when it is there, `release` lets it go. */
export function holdBack(
  sandbox: RunningSandbox,
  operation: string,
): { readonly asked: Promise<void>; readonly release: () => void } {
  let release = (): void => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const asked = new Promise<void>(resolve => {
    const stop = sandbox.onRequest(async ({ action }) => {
      if (action === operation) {
        stop();
        resolve();
        await held;
      }
    });
  });
  return { asked, release };
}

/** What was asked of an operation, oldest first. */
export function requestsOf(sandbox: RunningSandbox, action: string): readonly LoggedRequest[] {
  return sandbox.requests.filter(request => request.action === action);
}

/** Ends all that a suite has started: `after(closeStage)`. */
export async function closeStage(): Promise<void> {
  await closeWorkbenches();
  await Promise.all([...sandboxes].map(sandbox => sandbox.close()));
  sandboxes.clear();
}
