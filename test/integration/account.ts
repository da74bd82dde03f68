import { extensions } from 'vscode';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox';

let shared: Promise<RunningSandbox> | undefined;

/**
 * The account that the extension shows in this window: one for all suites, as the extension opens one and stays with it.
 * Empty at first; each suite adds what it needs under names of its own. Its clock stands still, and its quota is none.
 */
export function sharedAccount(): Promise<RunningSandbox> {
  shared ??= open();
  return shared;
}

after(async () => (await shared)?.close());

async function open(): Promise<RunningSandbox> {
  const now = Date.now();
  const sandbox = await startSandbox({ data: 'empty', clock: { now: () => now }, manualSnapshotQuota: 200 });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_REGION: sandbox.region,
  });
  await extensions.getExtension('redshift-snapshots.redshift-snapshots')?.activate();
  return sandbox;
}
