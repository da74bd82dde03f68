import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, commands, DiagnosticSeverity, languages, Uri, workspace } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { sharedAccount } from './account';

describe('what is marked in a request', () => {
  let sandbox: RunningSandbox;
  let folder: string;
  const setRegions = (regions: readonly string[] | undefined) =>
    workspace.getConfiguration('redshiftSnapshots').update('regions', regions, ConfigurationTarget.Global);

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'delta' });
    folder = mkdtempSync(join(tmpdir(), 'redshift-snapshots-request-'));
    // Opens the session.
    await commands.executeCommand('redshiftSnapshots.copyToManual', []);
  });
  after(async () => {
    await setRegions(undefined);
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is of the session that is on the screen, and of the Region that has the source', async () => {
    const file = Uri.file(join(folder, 'one.redshift-copy.json'));
    writeFileSync(
      file.fsPath,
      JSON.stringify({
        SourceSnapshotIdentifier: 'rs:delta-1',
        SourceSnapshotClusterIdentifier: 'delta',
        TargetSnapshotIdentifier: 'delta-kept',
      }),
    );
    await workspace.openTextDocument(file);
    const marks = (): string =>
      languages
        .getDiagnostics(file)
        .map(({ message }) => message)
        .join();
    await eventually(marks, text => match(text, /^This snapshot does not exist in .*eu-west-1/));

    // Another session, in which there is one; the text stays as it is.
    sandbox.data.addSnapshot({ ClusterIdentifier: 'delta', SnapshotIdentifier: 'rs:delta-1' });
    await setRegions(['eu-central-1']);
    await eventually(marks, text => equal(text, ''));
  });

  it('is nothing of a service that nobody has asked about so many', async () => {
    const file = Uri.file(join(folder, 'many.redshift-copy.json'));
    const calls = Array.from({ length: 101 }, (_, index) => ({
      SourceSnapshotIdentifier: `rs:delta-none-${index}`,
      TargetSnapshotIdentifier: `delta-kept-${index}`,
    }));
    writeFileSync(file.fsPath, JSON.stringify(calls));
    const asked = sandbox.requests.length;
    await workspace.openTextDocument(file);
    await eventually(
      () => languages.getDiagnostics(file).map(({ message }) => message),
      texts => deepEqual(texts, ['Redshift was not asked about these 101 requests. "Check" asks.']),
    );
    equal(sandbox.requests.slice(asked).filter(({ parameters }) => /none/.test(JSON.stringify(parameters))).length, 0);
  });

  it('is a warning at the retention period where that is over, counted from the source', async () => {
    sandbox.data.addCluster({ ClusterIdentifier: 'delta', AutomatedSnapshotRetentionPeriod: 35 });
    const SnapshotCreateTime = new Date(Date.now() - 8 * 86_400_000);
    sandbox.data.addSnapshot({ ClusterIdentifier: 'delta', SnapshotIdentifier: 'rs:delta-old', SnapshotCreateTime });
    const file = Uri.file(join(folder, 'old.redshift-copy.json'));
    const request = {
      SourceSnapshotIdentifier: 'rs:delta-old',
      SourceSnapshotClusterIdentifier: 'delta',
      TargetSnapshotIdentifier: 'delta-kept',
      ManualSnapshotRetentionPeriod: 7,
    };
    writeFileSync(file.fsPath, JSON.stringify(request));
    const document = await workspace.openTextDocument(file);
    await eventually(
      () => languages.getDiagnostics(file).map(({ severity, range }) => [severity, document.getText(range)]),
      marked => deepEqual(marked, [[DiagnosticSeverity.Warning, '7']]),
    );
  });
});
