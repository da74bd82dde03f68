import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { commands, window, workspace } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sharedAccount } from './account';

const aDay = 86_400_000;
const copy = (given: object): Thenable<unknown> => commands.executeCommand('redshiftSnapshots.copyToManual', given);

describe('copyToManual with arguments', () => {
  let sandbox: RunningSandbox;
  let snapshot: string;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 7 });
    const newest = sandbox.data.addSnapshot({
      ClusterIdentifier: 'alpha',
      SnapshotCreateTime: new Date(Date.now() - aDay),
    });
    snapshot = newest.SnapshotIdentifier ?? '';
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'by-hand', SnapshotType: 'manual' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'rs:alpha-failed', Status: 'failed' });
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const sent = () => sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot');
  const made = (name: string) =>
    JSON.parse(JSON.stringify(sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)));

  it("returns the service's answer and opens it", async () => {
    const answer = await copy({ cluster: 'alpha', snapshot, target: 'Kept-1', retentionDays: 30 });
    deepEqual(answer, { Snapshot: made('kept-1') });
    deepEqual(sent().at(-1)?.parameters, {
      SourceSnapshotIdentifier: snapshot,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'kept-1',
      ManualSnapshotRetentionPeriod: '30',
    });
    const { document } = window.activeTextEditor ?? {};
    equal(document?.uri.scheme, 'redshift-snapshot');
    equal(document.languageId, 'json');
    match(document.uri.path, / → kept-1\.json$/);
    deepEqual(JSON.parse(document.getText()), answer);
  });

  it('keeps the copy until it is deleted where nothing is said', async () => {
    await copy({ cluster: 'alpha', snapshot, target: 'kept-2' });
    equal(sent().at(-1)?.parameters['ManualSnapshotRetentionPeriod'], '-1');
  });

  it('makes as many copies as are asked for at once, each of them once', async () => {
    const names = ['kept-3', 'kept-4', 'kept-5'];
    const before = sent().length;
    const answers = await Promise.all(names.map(target => copy({ cluster: 'alpha', snapshot, target })));
    deepEqual(
      answers,
      names.map(name => ({ Snapshot: made(name) })),
    );
    equal(sent().length, before + 3);
    const titles = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    for (const name of names) {
      equal(titles.filter(title => title.includes(`→ ${name}.json`)).length, 1, titles.join('\n'));
    }
  });

  it('keeps its connections open, which VS Code alone does not', async () => {
    await copy({ cluster: 'alpha', snapshot, target: 'kept-6' });
    const { port } = new URL(sandbox.endpoint);
    const made: Socket[] = [];
    const note = (message: unknown): void => {
      const { socket } = message as { readonly socket: Socket };
      made.push(...(socket.localPort === Number(port) ? [socket] : []));
    };
    subscribe('net.server.socket', note);
    const before = sandbox.requests.length;
    await copy({ cluster: 'alpha', snapshot, target: 'kept-7' });
    unsubscribe('net.server.socket', note);
    equal(made.length, 0, `${made.length} connections for ${sandbox.requests.length - before} requests`);
  });

  const refused: Readonly<Record<string, readonly [given: () => object, sentence: RegExp]>> = {
    'no cluster': [() => ({ snapshot, target: 'kept' }), /copyToManual needs "cluster" as text that is not empty\./],
    'a blank snapshot': [() => ({ cluster: 'alpha', snapshot: ' ', target: 'kept' }), /needs "snapshot" as text/],
    'a target that is no text': [() => ({ cluster: 'alpha', snapshot, target: 7 }), /needs "target" as text/],
    'a name with a space': [
      () => ({ cluster: 'alpha', snapshot, target: 'a b' }),
      /"target" is not a valid name\. No spaces/,
    ],
    'no days': [
      () => ({ cluster: 'alpha', snapshot, target: 'kept', retentionDays: 0 }),
      /"retentionDays" is not valid\./,
    ],
    'days as text': [
      () => ({ cluster: 'alpha', snapshot, target: 'kept', retentionDays: '7' }),
      /"retentionDays" is not/,
    ],
    'a member that it does not know': [
      () => ({ cluster: 'alpha', snapshot, target: 'kept', retention: 7 }),
      /copyToManual has no argument "retention"\./,
    ],
    'a source that is gone': [
      () => ({ cluster: 'alpha', snapshot: 'rs:gone', target: 'kept' }),
      /does not exist\. .*Nothing was copied\./,
    ],
    'a source of another cluster': [() => ({ cluster: 'beta', snapshot, target: 'kept' }), /Nothing was copied\./],
    'a manual source': [
      () => ({ cluster: 'alpha', snapshot: 'by-hand', target: 'kept' }),
      /by-hand is a manual snapshot\./,
    ],
    'a source that failed': [
      () => ({ cluster: 'alpha', snapshot: 'rs:alpha-failed', target: 'kept' }),
      /is "failed"\./,
    ],
    'a name that is taken': [() => ({ cluster: 'alpha', snapshot, target: 'BY-HAND' }), /The name "by-hand" is taken:/],
  };
  for (const [what, [given, sentence]] of Object.entries(refused)) {
    it(`rejects with a sentence, and sends nothing, for ${what}`, async () => {
      const before = sent().length;
      await rejects(Promise.resolve(copy(given())), (error: Error) => {
        match(error.message, sentence);
        return true;
      });
      equal(sent().length, before);
    });
  }

  it("rejects with the service's words when the service refuses, and opens nothing, not even unseen", async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const seen: string[] = [];
    const note = (...texts: readonly string[]): void => void seen.push(...texts.filter(text => /kept-late/.test(text)));
    const listening = [
      window.tabGroups.onDidChangeTabs(({ opened }) => note(...opened.map(({ label }) => label))),
      workspace.onDidOpenTextDocument(({ uri }) => note(uri.path)),
    ];
    sandbox.inject({ name: 'expired', action: 'CopyClusterSnapshot' });
    await rejects(Promise.resolve(copy({ cluster: 'alpha', snapshot, target: 'kept-late' })), /ExpiredToken: /);
    await copy({ cluster: 'alpha', snapshot, target: 'kept-later' });
    for (const listener of listening) {
      listener.dispose();
    }
    deepEqual(
      seen.filter(text => !text.includes('kept-later')),
      [],
    );
    equal(seen.length, 2, 'a copy that was made has both');
  });
});
