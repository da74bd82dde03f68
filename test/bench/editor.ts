// What can be measured inside a real VS Code only: activation, rows, documents, idleness.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { installBrowser } from '../support/browserInstall';
import { runExtensionTests } from '../support/extensionTests';
import { temporaryFolder } from '../support/processes';
import { codeServerRuns } from '../support/vsCodeInstall';
import { type Account, startAccount } from './account';
import { blockOutcome } from './copying';
import { type Findings, type HostTask, taskVariable } from './host/findings';
import type { BenchSettings, Measurement } from './measurement';
import type { Outcomes } from './report';
import { hostFolder, stagedExtension } from './stage';
import { median, spreadOf, time } from './statistics';
import type { Row } from './targets';

const rows = [
  ...(['document50', 'firstDocument50', 'rowsInVsCode'] as const),
  ...(['blockStart', 'blockDocument', 'blockTree', 'longTask'] as const),
  ...(['load', 'activate', 'idleVisible', 'idleHidden', 'idleTimers', 'idlePending'] as const),
] satisfies readonly Row[];

export const inVsCode: Measurement = {
  title: 'inside VS Code',
  rows,
  run: async settings => {
    const missing = await whatIsMissing();
    if (missing !== undefined) {
      return Object.fromEntries(rows.map(row => [row, { notMeasured: missing }]));
    }
    // One cluster with 5,000 automated snapshots.
    const account = await startAccount({ clusters: 1, snapshots: 5_264, latency: 50, watched: true });
    try {
      return await measure(account, settings);
    } finally {
      await account.close();
    }
  },
};

async function whatIsMissing(): Promise<string | undefined> {
  if (!codeServerRuns()) {
    return 'VS Code from npm packages does not run here';
  }
  return (await installBrowser()) === undefined ? 'there is no browser' : undefined;
}

async function measure(account: Account, { quick, rounds }: BenchSettings): Promise<Outcomes> {
  const compiled = await compileOnce(account);
  const runs: Run[] = [];
  const plainRuns: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    const last = round === rounds - 1;
    runs.push(
      await runOnce(account, {
        ...{ compiled, copies: 5, plainFirst: false, expansions: quick ? 2 : 3, idle: last ? (quick ? 5 : 65) : 0 },
      }),
    );
    plainRuns.push(await runOnce(account, { compiled, copies: 0, plainFirst: true, expansions: 1, idle: 0 }));
  }
  const expansions = runs.flatMap(({ found }) => found.expansions);
  const tree = blockOutcome(expansions.map(({ blocked }) => blocked));
  const of = (member: 'load' | 'activate' | 'firstAsked' | 'firstRows' | 'firstRowsAgain' | 'firstDocument') =>
    runs.map(({ found }) => found[member]);
  const beyond = (milliseconds: (found: Findings) => number) =>
    spreadOf(runs.map(({ found }) => milliseconds(found) - 2 * median(found.roundTrips)));
  const again = time(median(of('firstRowsAgain')));
  const alone = median(plainRuns.map(({ found }) => found.firstPlain));
  const medianOf = (member: 'documents' | 'withoutPrompts' | 'plainDocuments') =>
    time(median(runs.flatMap(({ found }) => found[member])));
  return {
    ...idleOutcomes(runs.at(-1), account),
    document50: {
      ...beyond(({ documents }) => median(documents)),
      detail: `${medianOf('documents')}; called with all that is asked: ${medianOf('withoutPrompts')}; VS Code alone opens a document in ${medianOf('plainDocuments')}`,
    },
    firstDocument50: {
      ...beyond(({ firstDocument }) => firstDocument - alone),
      detail: `${time(median(of('firstDocument')))}; VS Code alone opens the first one of a window in ${time(alone)}`,
    },
    rowsInVsCode: {
      ...beyond(({ firstRows }) => firstRows),
      detail: `${time(median(of('firstRows')))}, VS Code asks for them after ${time(median(of('firstAsked')))}; ${again} when warm`,
    },
    blockStart: blockOutcome(runs.map(({ found }) => found.blockStart)),
    blockDocument: blockOutcome([...runs, ...plainRuns].map(({ found }) => found.blockDocument)),
    blockTree: withDetail(
      tree,
      `${expansions.at(-1)?.children} rows given after ${time(median(expansions.map(({ complete }) => complete)))}, first row on the screen after ${time(median(runs.flatMap(({ visible }) => visible)))}`,
    ),
    longTask: { ...spreadOf(runs.map(({ longTask }) => longTask)), detail: 'the longest task of its page' },
    load: { ...spreadOf(of('load')), detail: `VS Code ${runs[0]?.found.vscode}` },
    activate: { ...spreadOf(of('activate')), detail: `VS Code ${runs[0]?.found.vscode}` },
  };
}

function withDetail<Measured extends { readonly detail: string }>(measured: Measured, more: string): Measured {
  return { ...measured, detail: `${measured.detail}; ${more}` };
}

function idleOutcomes(run: Run | undefined, account: Account): Outcomes {
  const idle = run?.found.idle;
  if (idle === undefined) {
    return {};
  }
  const seconds = ({ from, to }: { readonly from: number; readonly to: number }) => Math.round((to - from) / 1000);
  const once = (value: number, detail: string) => ({ value, low: value, high: value, runs: 1, detail });
  const requestsIn = ({ from, to }: { readonly from: number; readonly to: number }) =>
    account.requests().filter(at => at >= from && at <= to).length;
  const { shown, hidden, pending } = idle;
  const timers = [...shown.timers, ...hidden.timers];
  const minutes = (seconds(shown) + seconds(hidden)) / 60;
  const who = timers.join('; ');
  return {
    idleVisible: once(requestsIn(shown), `watched for ${seconds(shown)} s, counted by the sandbox`),
    idleHidden: once(requestsIn(hidden), `watched for ${seconds(hidden)} s, counted by the sandbox`),
    idleTimers: once(
      timers.length / minutes,
      `setTimeout and setInterval of the extension's bundles, promises too${who && `: ${who}`}`,
    ),
    idlePending: once(
      (requestsIn(pending) * 60) / seconds(pending),
      `watched for ${seconds(pending)} s after the last copy`,
    ),
  };
}

interface Run {
  readonly found: Findings;
  /** ms from each expansion to the first of its rows on the screen. */
  readonly visible: readonly number[];
  /** The longest block of the workbench's page while nodes were expanded. */
  readonly longTask: number;
}

interface How extends Pick<HostTask, 'copies' | 'plainFirst' | 'expansions' | 'idle'> {
  /** What was compiled before; without it, VS Code starts as after an installation. */
  readonly compiled?: string;
}

/** A first start, and the extension's storage after it, with what was compiled then. */
async function compileOnce(account: Account): Promise<string> {
  const dataFolder = temporaryFolder();
  await runOnce(account, { copies: 1, plainFirst: false, expansions: 1, idle: 10 }, dataFolder);
  return storageIn(dataFolder);
}

function storageIn(dataFolder: string): string {
  return join(dataFolder, 'server', 'data', 'User', 'globalStorage', 'redshift-snapshots.redshift-snapshots');
}

async function runOnce(account: Account, { compiled, ...how }: How, dataFolder = temporaryFolder()): Promise<Run> {
  const output = join(temporaryFolder(), 'findings.json');
  const task: HostTask = { ...how, output, endpoint: account.endpoint };
  if (compiled !== undefined) {
    const filter = (path: string) => path === compiled || path.endsWith('.compiled');
    cpSync(compiled, storageIn(dataFolder), { recursive: true, filter });
  }
  const profile = sandboxProfile({ ...account, close: async () => {} });
  let seen: PageRecord = { rowsAt: [], longTasks: [] };
  const code = await runExtensionTests({
    dataFolder,
    extensionPath: stagedExtension(),
    suite: join(hostFolder, 'index'),
    env: {
      ...writeProfiles({ bench: profile }, 'bench'),
      [taskVariable]: JSON.stringify(task),
    },
    watchPage: async page => {
      await watchRows(page);
      return async () => {
        seen = await page.evaluate<PageRecord>('bench');
      };
    },
  });
  if (code !== 0) {
    throw new Error(`The suite inside VS Code ended with exit code ${code}.`);
  }
  const found: Findings = JSON.parse(readFileSync(output, 'utf8'));
  const { rowsAt, longTasks } = seen;
  const inExpansions = longTasks.filter(([at]) =>
    found.expansions.some(({ asked, complete }) => at >= asked && at <= asked + complete + 1500),
  );
  return {
    found,
    visible: found.expansions.map(({ asked }) => (rowsAt.find(at => at > asked) ?? Number.NaN) - asked),
    longTask: Math.max(0, ...inExpansions.map(([, duration]) => duration)),
  };
}

interface PageRecord {
  /** Whenever rows of the second level have appeared; ms since the epoch. */
  readonly rowsAt: readonly number[];
  readonly longTasks: readonly (readonly [at: number, milliseconds: number])[];
}

function watchRows(page: Page): Promise<unknown> {
  return page.addInitScript(`
    window.bench = { rowsAt: [], longTasks: [] };
    const epoch = performance.timeOrigin;
    new PerformanceObserver(list => list.getEntries().forEach(({ startTime, duration }) =>
      bench.longTasks.push([epoch + startTime, duration]))).observe({ type: 'longtask' });
    let shown = false;
    const look = now => {
      const rows = document.querySelector('.part.sidebar .monaco-list-row[aria-level="2"]') !== null;
      if (rows && !shown) bench.rowsAt.push(epoch + performance.now());
      shown = rows;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  `);
}
