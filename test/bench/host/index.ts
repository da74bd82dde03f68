// Runs in the extension host of a real VS Code: measures the extension from there.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { format } from 'node:util';
import { commands, extensions, type Uri, ViewColumn, version, window } from 'vscode';
import { copyClusterSnapshot } from '../../../src/core/operations/copyClusterSnapshot';
import type { TreeNode } from '../../../src/core/tree/nodes';
import { commandIds, documentScheme, operationCommandId, viewId } from '../../../src/ui/commands/ids';
import { mark } from '../../support/mark';
import { type Blocked, EventLoopWatch } from '../eventLoop';
import { roundTrips } from '../roundTrip';
import { type Expansion, type Findings, type HostTask, type Idle, taskVariable } from './findings';
import { activation } from './instrumented';
import { PlainDocuments } from './plainDocuments';
import type { TimerWatch } from './timers';
import type { TreeSpy } from './treeSpy';

const copyToManual = operationCommandId(copyClusterSnapshot);

/** ms. */
const documentPatience = 20_000;
/** ms of the longest block in a second in which nothing much goes on; and so many seconds it is waited for at most. */
const quiet = 15;
const mostSeconds = 20;
/** ms for which somebody who knows the answer looks at a question. */
const aLook = 700;

const extensionId = 'redshift-snapshots.redshift-snapshots';
const watch = new EventLoopWatch();

/** VS Code calls this; a rejection makes its exit code 1. */
export async function run(): Promise<void> {
  try {
    await measure();
  } catch (error) {
    console.log('%s', mark + format(error));
    throw error;
  }
}

async function measure(): Promise<void> {
  const task: HostTask = JSON.parse(process.env[taskVariable] ?? '{}');
  const { tree, timers, ...started } = await start();
  // Where it is not known yet who is asking, this opens a new session, with rows of its own.
  const { milliseconds: firstRowsAgain, cluster } = await timeToRows(tree, commandIds.refresh);
  const expansions: Expansion[] = [];
  for (let i = 0; i < task.expansions; i++) {
    expansions.push(await expand(tree, cluster));
  }
  // Before the copies, while nothing is pending, and after them.
  const idleTime = task.idle * 1000;
  const quiet = task.idle > 0 ? await idle(timers, idleTime) : undefined;
  const findings: Findings = {
    ...{ vscode: version, ...started, firstRowsAgain, expansions },
    roundTrips: await roundTrips(task.endpoint, 10),
    ...(await copy(tree, cluster, task)),
    ...(quiet && { idle: { ...quiet, pending: await observe(timers, idleTime) } }),
  };
  writeFileSync(task.output, JSON.stringify(findings));
}

/** Waits until what VS Code starts by itself is over: the extensions that come with it block the host for longer than we may. */
async function calm(): Promise<void> {
  for (let seconds = 0; seconds < mostSeconds; seconds++) {
    watch.start();
    await pause(1000);
    if ((await watch.stop()).longest < quiet) {
      return;
    }
  }
}

/** Activates the extension, unless something has done so, and shows its view. */
async function start() {
  await calm();
  await extensions.getExtension(extensionId)?.activate();
  const { load, activate, tree, timers } = activation;
  if (load === undefined || activate === undefined || tree === undefined || timers === undefined) {
    throw new Error('The extension was not seen when it was activated.');
  }
  watch.start();
  const begin = performance.now();
  const { milliseconds: firstRows } = await timeToRows(tree, `${viewId}.focus`);
  const firstAsked = tree.askedAt - begin;
  return { load, activate, firstAsked, firstRows, blockStart: await watch.stop(), tree, timers };
}

/** ms from a command to the clusters that VS Code is given after it; and the first of them. */
async function timeToRows(spy: TreeSpy, command: string) {
  const begin = performance.now();
  const isCluster = ({ kind }: TreeNode): boolean => kind === 'cluster';
  const rows = spy.answer(({ parent, children }) => parent === undefined && children.some(isCluster));
  await commands.executeCommand(command);
  const cluster = (await rows).find(isCluster);
  if (cluster === undefined) {
    throw new Error('There is no cluster.');
  }
  return { milliseconds: performance.now() - begin, cluster };
}

/** Expands the cluster as if nothing was known of it. */
async function expand(spy: TreeSpy, cluster: TreeNode): Promise<Expansion> {
  await commands.executeCommand(`workbench.actions.treeView.${viewId}.collapseAll`);
  await commands.executeCommand(commandIds.refreshNode, cluster);
  await pause(1000);
  const all = spy.answer(
    ({ parent, children }) => parent?.kind === 'cluster' && children.every(({ kind }) => kind !== 'loading'),
  );
  watch.start();
  const asked = Date.now();
  const begin = performance.now();
  await spy.view?.reveal(cluster, { expand: true, focus: true });
  const children = (await all).length;
  const complete = performance.now() - begin;
  const blocked = await watch.stop();
  // The workbench still shows them.
  await pause(1500);
  return { asked, children, complete, blocked };
}

async function copy(spy: TreeSpy, cluster: TreeNode, { copies, plainFirst }: HostTask) {
  const rows = spy.answer(({ parent }) => parent?.kind === 'cluster');
  await commands.executeCommand(`${viewId}.focus`);
  await commands.executeCommand(commandIds.refreshNode, cluster);
  const source = (await rows).find(({ kind }) => kind === 'snapshot');
  if (source?.kind !== 'snapshot') {
    throw new Error('There is nothing to copy.');
  }
  await commands.executeCommand('workbench.view.explorer');
  await pause(1000);
  const { clusterIdentifier, identifier } = source.snapshot;
  const documents: number[] = [];
  const withoutPrompts: number[] = [];
  const plain = new PlainDocuments();
  const plainDocuments: number[] = [];
  const openPlain = async (): Promise<number> => {
    const milliseconds = await timeToDocument(() => openDocument(plain.next()), plain.scheme);
    await commands.executeCommand('workbench.action.closeAllEditors');
    return milliseconds;
  };
  const firstPlain = plainFirst ? await openPlain() : Number.NaN;
  const blocks: Blocked[] = [];
  for (let i = 0; i <= copies; i++) {
    // The way to the last question.
    const copied = commands.executeCommand(copyToManual, source);
    await pause(aLook);
    await accept();
    await pause(aLook);
    watch.start();
    documents.push(await timeToDocument(() => Promise.all([accept(), copied])));
    blocks.push(await watch.stop());
    await commands.executeCommand('workbench.action.closeAllEditors');
    plainDocuments.push(await openPlain());
    const target = `bench-${Date.now()}`;
    const given = { cluster: clusterIdentifier, snapshot: identifier, target };
    withoutPrompts.push(await timeToDocument(() => commands.executeCommand(copyToManual, given)));
    await commands.executeCommand('workbench.action.closeAllEditors');
  }
  plain.dispose();
  const [firstDocument = Number.NaN, ...warm] = documents;
  // With the first JSON document of a window VS Code loads its JSON extension, which blocks the host for 100 ms.
  const own = plainFirst ? blocks : blocks.slice(1);
  const blockDocument = {
    longest: Math.max(...own.map(({ longest }) => longest)),
    p99: Math.max(...own.map(({ p99 }) => p99)),
  };
  return { firstDocument, firstPlain, documents: warm, withoutPrompts, plainDocuments, blockDocument };
}

/** ms until the document is the active editor; what never becomes it is a failure. */
async function timeToDocument(act: () => Thenable<unknown>, scheme = documentScheme): Promise<number> {
  const begin = performance.now();
  const opened = new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => {
      listening.dispose();
      reject(new Error('The document did not become the active editor.'));
    }, documentPatience);
    const listening = window.onDidChangeActiveTextEditor(editor => {
      if (editor?.document.uri.scheme === scheme) {
        clearTimeout(late);
        listening.dispose();
        resolve(performance.now() - begin);
      }
    });
  });
  const [milliseconds] = await Promise.all([opened, act()]);
  return milliseconds;
}

/** As the extension does it. */
async function openDocument(uri: Uri): Promise<void> {
  const where = { preview: false, viewColumn: ViewColumn.Active };
  await commands.executeCommand('vscode.openWith', uri, 'default', where);
}

/** Enter, in the prompt that is open. */
async function accept(): Promise<void> {
  await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

async function idle(
  timers: TimerWatch,
  milliseconds: number,
): Promise<{ readonly shown: Idle; readonly hidden: Idle }> {
  await commands.executeCommand(`${viewId}.focus`);
  const shown = await observe(timers, milliseconds);
  await commands.executeCommand('workbench.view.explorer');
  return { shown, hidden: await observe(timers, milliseconds) };
}

async function observe(timers: TimerWatch, milliseconds: number): Promise<Idle> {
  // What showing, hiding and copying began is let end.
  await pause(3000);
  timers.take();
  const from = Date.now();
  await pause(milliseconds);
  return { from, to: Date.now(), timers: timers.take() };
}
