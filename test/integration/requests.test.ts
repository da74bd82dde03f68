import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CodeAction,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  env,
  languages,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Session } from '../../src/core/session/session';
import type { Sessions } from '../../src/core/session/sessions';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { newRequest } from '../../src/ui/requests/newRequest';
import { aCluster, aManualSnapshot, aSnapshot } from '../support/builders';
import { eventually } from '../support/eventually';
import { sharedAccount } from './account';

describe('requests of every operation', () => {
  const { showWarningMessage, showErrorMessage } = window;
  /** What was asked and told, with details. */
  const shown: string[] = [];
  let answer: string | undefined;
  let sandbox: RunningSandbox;
  let folder: string;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'zeta', AutomatedSnapshotRetentionPeriod: 7 });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'zeta', SnapshotIdentifier: 'rs:zeta-1' });
    for (const SnapshotIdentifier of ['zeta-a', 'zeta-b', 'zeta-c']) {
      sandbox.data.addSnapshot({ ClusterIdentifier: 'zeta', SnapshotIdentifier, SnapshotType: 'manual' });
    }
    folder = mkdtempSync(join(tmpdir(), 'requests-'));
    // Opens the session.
    await commands.executeCommand('redshiftSnapshots.checkPermissions');
    const tell = async (message: string, options?: { readonly detail?: string }) => {
      shown.push([message, options?.detail ?? ''].join('\n').trim());
      return answer;
    };
    Object.assign(window, { showWarningMessage: tell, showErrorMessage: tell });
  });
  after(async () => {
    Object.assign(window, { showWarningMessage, showErrorMessage });
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('notifications.clearAll');
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    shown.length = 0;
    answer = undefined;
  });

  function file(name: string, content: unknown): Uri {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return Uri.file(path);
  }

  const run = (uri: Uri): Thenable<unknown> => commands.executeCommand('redshiftSnapshots.runRequest', uri);
  const sent = (action: string) => sandbox.requests.filter(request => request.action === action);
  const marks = async (uri: Uri): Promise<readonly string[]> => {
    const document = await workspace.openTextDocument(uri);
    return languages
      .getDiagnostics(uri)
      .map(({ severity, message, range }: Diagnostic) => `${severity} ${message} @ ${document.getText(range)}`);
  };
  const { Error: isError, Information: isInformation } = DiagnosticSeverity;

  it('create a snapshot', async () => {
    const response = await run(
      file('new.redshift-create.json', { SnapshotIdentifier: 'Zeta-new', ClusterIdentifier: 'zeta' }),
    );
    match(JSON.stringify(response), /^\{"Snapshot":\{"SnapshotIdentifier":"zeta-new"/);
    deepEqual(sent('CreateClusterSnapshot').at(-1)?.parameters, {
      ...{ SnapshotIdentifier: 'zeta-new', ClusterIdentifier: 'zeta', ManualSnapshotRetentionPeriod: '-1' },
    });
  });

  it('change how long one is kept', async () => {
    await run(file('a.redshift-modify.json', { SnapshotIdentifier: 'zeta-a', ManualSnapshotRetentionPeriod: 40 }));
    deepEqual(sent('ModifyClusterSnapshot').at(-1)?.parameters, {
      ...{ SnapshotIdentifier: 'zeta-a', ManualSnapshotRetentionPeriod: '40' },
    });
  });

  it('say what a deletion takes away, and delete nothing before that is confirmed', async () => {
    const uri = file('b.redshift-delete.json', { SnapshotIdentifier: 'zeta-b' });
    const before = sent('DeleteClusterSnapshot').length;
    await run(uri);
    equal(shown.length, 1);
    match(shown[0] ?? '', /^Delete this snapshot\?\n.*zeta-b.*This cannot be undone/s);
    equal(sent('DeleteClusterSnapshot').length, before);
    answer = 'Delete';
    await run(uri);
    // Sent as it is written: without the cluster.
    deepEqual(sent('DeleteClusterSnapshot').at(-1)?.parameters, { SnapshotIdentifier: 'zeta-b' });
  });

  it('may be lists: each is carried out', async () => {
    answer = 'Delete 2 Snapshots';
    const list = ['zeta-a', 'zeta-c'].map(SnapshotIdentifier => ({ SnapshotIdentifier }));
    const rows = await run(file('two.redshift-delete.json', list));
    deepEqual(Array.isArray(rows) && rows.map(row => [row.SnapshotIdentifier, row.Outcome]), [
      ['zeta-a', 'Deleted'],
      ['zeta-c', 'Deleted'],
    ]);
  });

  it('are told everything that forbids them, at its place and as errors, and nothing is sent', async () => {
    const content =
      '[{ "ClusterIdentifier": "nowhere", "SnapshotIdentifier": "zeta-new" },\n' +
      ' { "ClusterIdentifier": "zeta", "SnapshotIdentifier": "1", "Force": true },]';
    const uri = file('wrong.redshift-create.json', content);
    const before = sent('CreateClusterSnapshot').length;
    await run(uri);
    match(shown.join(), /^5 problems; see Problems\. No snapshot was created\.$/);
    equal(sent('CreateClusterSnapshot').length, before);
    deepEqual(await marks(uri), [
      `${isError} This cluster does not exist in environment · ${sandbox.region}. @ "nowhere"`,
      `${isError} Taken: a manual snapshot of zeta in environment · ${sandbox.region} has this name. @ "zeta-new"`,
      `${isError} Start with a letter (a to z), not with "1". @ 1`,
      `${isError} CreateClusterSnapshot has no parameter "Force". It has SnapshotIdentifier, ClusterIdentifier, ManualSnapshotRetentionPeriod, Tags. @ "Force"`,
      `${isError} No trailing comma: a request is strict JSON, as the AWS CLI takes it. @ ,`,
    ]);
  });

  it('say at once that read-only mode is on, and that the account is protected', async () => {
    const settings = workspace.getConfiguration('redshiftSnapshots');
    const set = (name: string, value: unknown) => settings.update(name, value, ConfigurationTarget.Global);
    const uri = file('r.redshift-modify.json', { SnapshotIdentifier: 'zeta-new', ManualSnapshotRetentionPeriod: 9 });
    try {
      await set('protectedAccounts', [sandbox.account]);
      await set('readOnly', true);
      await commands.executeCommand('redshiftSnapshots.checkRequest', uri);
      match(shown.join(), /^Line 1: Read-only mode is on: this is not sent\. Nothing was changed\.$/);
      deepEqual(await marks(uri), [
        `${isError} Read-only mode is on: this is not sent. @ {`,
        `${isInformation} environment · ${sandbox.region} · 1111-2222-3333 is protected: you confirm before this is sent. @ {`,
      ]);
    } finally {
      await set('readOnly', undefined);
      await set('protectedAccounts', undefined);
    }
  });

  it('open from arguments, also by the id of before', async () => {
    const given = { cluster: 'zeta', snapshot: 'rs:zeta-1', target: 'kept' };
    await commands.executeCommand('redshiftSnapshots.newCopyRequest', given);
    const opened = () => window.activeTextEditor?.document;
    match(opened()?.uri.path ?? '', /\/kept\.redshift-copy\.json$/);
    const { selection, document } = window.activeTextEditor ?? {};
    equal(selection && document?.getText(selection), 'kept');
    await commands.executeCommand('redshiftSnapshots.newRequest', {
      ...{ operation: 'deleteSnapshot', cluster: 'zeta', snapshot: 'zeta-new' },
    });
    match(opened()?.uri.path ?? '', /\/zeta-new\.redshift-delete\.json$/);
    deepEqual(JSON.parse(opened()?.getText() ?? ''), {
      ...{ SnapshotIdentifier: 'zeta-new', SnapshotClusterIdentifier: 'zeta' },
    });
  });

  describe('from rows', () => {
    const session = { tree: { knownManualSnapshots: () => [] }, gateway: Date } as unknown as Session;
    const host = { sessions: {} as Sessions, view: { ownerOf: () => session } };
    const row = (kind: 'snapshot' | 'cluster', given: object) => ({ kind, key: kind, ...given });
    const source = aSnapshot({ createTime: Date.parse('2026-11-22T14:03:27Z') });
    const opened = async (...rows: readonly object[]) => {
      const document = await newRequest(host, [rows[0], rows]);
      return [document?.uri.path.replace(/^.*\//, ''), JSON.parse(document?.getText() ?? 'null')];
    };

    it('are about what is selected, several as a list under names of their own', async () => {
      const copied = { SourceSnapshotIdentifier: source.identifier, SourceSnapshotClusterIdentifier: 'alpha' };
      const name = 'alpha-2026-11-22-1403-manual';
      deepEqual(await opened(row('snapshot', { snapshot: source }), row('snapshot', { snapshot: source })), [
        '2-snapshots.redshift-copy.json',
        [
          { ...copied, TargetSnapshotIdentifier: name, ManualSnapshotRetentionPeriod: -1 },
          { ...copied, TargetSnapshotIdentifier: `${name}-2`, ManualSnapshotRetentionPeriod: -1 },
        ],
      ]);
      const [file, request] = await opened(row('cluster', { cluster: aCluster({ identifier: 'zeta' }) }));
      match(file, /^zeta-.*-manual\.redshift-create\.json$/);
      deepEqual([request.ClusterIdentifier, `${request.SnapshotIdentifier}.redshift-create.json`], ['zeta', file]);
    });

    it('ask for the operation where a row allows several, and are refused where rows have none in common', async () => {
      const manual = row('snapshot', { snapshot: aManualSnapshot({ manualRetentionDays: 40 }) });
      const chosen = opened(manual);
      let isOpen = false;
      void chosen.then(() => {
        isOpen = true;
      });
      await eventually(
        async () => {
          await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return isOpen;
        },
        open => ok(open),
      );
      deepEqual(await chosen, [
        'alpha-keep.redshift-modify.json',
        { SnapshotIdentifier: 'alpha-keep', ManualSnapshotRetentionPeriod: 40 },
      ]);
      await rejects(opened(manual, row('snapshot', { snapshot: source })), /No operation can be requested for all/);
    });
  });

  it('complete and explain what their operation takes: VS Code’s JSON service has the schema', async () => {
    const uri = file('s.redshift-delete.json', '{ "SnapshotIdentifier": "a",  }');
    const document = await workspace.openTextDocument(uri);
    const offered = async (): Promise<readonly string[]> => {
      const { items } = await commands.executeCommand<{ readonly items: readonly { readonly label: string }[] }>(
        'vscode.executeCompletionItemProvider',
        uri,
        document.positionAt(document.getText().indexOf(' }')),
      );
      return items.map(({ label }) => label);
    };
    await eventually(offered, labels => ok(labels.includes('SnapshotClusterIdentifier'), labels.join()));
  });

  const fixed: readonly (readonly [name: string, text: string, value: object, ...titles: readonly string[]])[] = [
    [
      'wrong.redshift-modify.json',
      '{ // why\n  "SnapshotIdentifer": " Zeta-new ", "ManualSnapshotRetentionPeriod": "30", }',
      { SnapshotIdentifier: 'Zeta-new', ManualSnapshotRetentionPeriod: 30 },
      ...['Change to "SnapshotIdentifier"', 'Change to "Zeta-new"', 'Change to 30', 'Remove ","', 'Remove "// why"'],
    ],
    [
      'empty.redshift-create.json',
      '{}',
      { SnapshotIdentifier: 'my-cluster-2026-01-31-2359-manual', ClusterIdentifier: 'my-cluster' },
      ...['Add "ClusterIdentifier"', 'Add "SnapshotIdentifier"'],
    ],
  ];
  for (const [name, text, value, ...titles] of fixed) {
    it(`are put right by quick fixes where that can only be meant in one way: ${titles.join(', ')}`, async () => {
      const uri = file(name, text);
      const document = await workspace.openTextDocument(uri);
      const applied: string[] = [];
      /** Applies the first of ours; false: there is none. */
      const fixNext = async (): Promise<boolean> => {
        const all = new Range(0, 0, document.lineCount, 0);
        const found = await commands.executeCommand<readonly CodeAction[]>(
          'vscode.executeCodeActionProvider',
          uri,
          all,
        );
        const action = found.find(({ title }) => /^(Change to|Add|Remove) /.test(title));
        applied.push(...(action ? [action.title] : []));
        return action?.edit !== undefined && workspace.applyEdit(action.edit);
      };
      for (let left = 10; left > 0 && (await fixNext()); left -= 1);
      deepEqual(JSON.parse(document.getText()), value);
      deepEqual(applied.toSorted(), titles);
    });
  }

  it('become commands of the AWS CLI, one for each of a list', async () => {
    const list = ['zeta-a', 'zeta-c'].map(SnapshotIdentifier => ({ SnapshotIdentifier }));
    await commands.executeCommand('redshiftSnapshots.showRequestAsCli', file('cli.redshift-delete.json', list));
    const texts = () => workspace.textDocuments.filter(({ uri }) => uri.scheme === 'redshift-snapshot-command');
    match(
      texts().at(-1)?.getText() ?? '',
      /delete-cluster-snapshot.*zeta-a.*\naws redshift delete-cluster-snapshot.*zeta-c/s,
    );
  });

  it('are copied as the words of other tools, with arguments', async () => {
    const given = { operation: 'changeRetention', snapshot: 'zeta-new', retentionDays: 7, format: 'boto3' };
    const text = await commands.executeCommand<string>('redshiftSnapshots.copyAs', given);
    match(
      text,
      /redshift\.modify_cluster_snapshot\(\n {4}SnapshotIdentifier="zeta-new",\n {4}ManualSnapshotRetentionPeriod=7,\n\)/,
    );
    equal(await env.clipboard.readText(), text);
  });
});
