import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { commands, type QuickPick, type QuickPickItem, window, workspace } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { sharedAccount } from './account';

interface Shown {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** A quick pick that a test answers: what is pressed before it is on the screen would be lost. */
class Answered {
  #chosen: readonly QuickPickItem[] = [];
  readonly #accepted: (() => void)[] = [];

  constructor(private readonly list: QuickPick<QuickPickItem>) {
    Object.defineProperties(list, {
      selectedItems: { get: () => this.#chosen },
      activeItems: { get: () => this.#chosen, set() {} },
      onDidAccept: {
        value: (listener: () => void) => {
          this.#accepted.push(listener);
          return { dispose() {} };
        },
      },
    });
  }

  get items(): readonly QuickPickItem[] {
    return this.list.items;
  }

  accept(label: string): void {
    this.#chosen = this.items.filter(item => item.label === label);
    for (const accepted of this.#accepted) {
      accepted();
    }
  }
}

describe('what every operation has', () => {
  const { showInformationMessage, showWarningMessage, showErrorMessage, createQuickPick } = window;
  const errors: string[] = [];
  const shown: Shown[] = [];
  const lists: Answered[] = [];
  /** The button to press; what is not there is dismissed. */
  let pressed = '';
  /** Called while a dialog is open. */
  let meanwhile = (): void => {};
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'theta' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'theta' });
    const show = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
      const [first] = rest;
      const { detail = '' } = (typeof first === 'object' ? first : {}) as { readonly detail?: string };
      const buttons = rest.filter(item => typeof item === 'string');
      shown.push({ message, detail, buttons });
      meanwhile();
      return buttons.find(button => button === pressed);
    };
    const list = (): QuickPick<QuickPickItem> => {
      const created = createQuickPick();
      lists.push(new Answered(created));
      return created;
    };
    const showError = async (message: string): Promise<void> => void errors.push(message);
    Object.assign(window, { showInformationMessage: show, showWarningMessage: show, showErrorMessage: showError });
    Object.assign(window, { createQuickPick: list });
  });
  after(async () => {
    Object.assign(window, { showInformationMessage, showWarningMessage, showErrorMessage, createQuickPick });
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  beforeEach(() => {
    shown.length = 0;
    errors.length = 0;
    lists.length = 0;
    pressed = '';
    meanwhile = () => {};
  });

  const createTime = new Date(Date.now() - 3_600_000);
  const add = (name: string, days = 30): unknown =>
    sandbox.data.addSnapshot({
      ...{ ClusterIdentifier: 'theta', SnapshotIdentifier: name, SnapshotType: 'manual' },
      ...{ SnapshotCreateTime: createTime, ManualSnapshotRetentionPeriod: days },
    });
  const daysOf = (name: string): number | undefined =>
    sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)
      ?.ManualSnapshotRetentionPeriod;
  const sent = (action: string) => sandbox.requests.filter(request => request.action === action).length;
  const run = (command: string, given?: unknown): Thenable<unknown> =>
    commands.executeCommand(`redshiftSnapshots.${command}`, ...(given === undefined ? [] : [given]));
  const document = (): unknown => JSON.parse(window.activeTextEditor?.document.getText() ?? '');

  /** Answers a pick with the item of this label, as soon as it has it. */
  async function choose(index: number, label: string): Promise<void> {
    const list = await eventually(
      () => lists[index],
      given => ok(given?.items.some(item => item.label === label)),
    );
    list?.accept(label);
  }

  it('a change is taken back by its message', async () => {
    add('undone');
    pressed = 'Undo';
    await run('changeRetention', { snapshot: 'undone', retentionDays: 90 });
    await eventually(
      () => daysOf('undone'),
      days => equal(days, 30),
    );
    // What was taken back is told as well, and could be taken back: this time it is dismissed.
    pressed = '';
    await eventually(
      () => shown.length,
      count => ok(count >= 2),
    );
    deepEqual(shown[0]?.buttons, ['Undo']);
    match(shown[0]?.message ?? '', /^The retention period of undone was changed\.$/);
  });

  it('a change is not taken back where somebody has changed the snapshot since', async () => {
    add('moved-on');
    pressed = 'Undo';
    meanwhile = () => {
      sandbox.data.removeSnapshot('moved-on');
      add('moved-on', 7);
    };
    await run('changeRetention', { snapshot: 'moved-on', retentionDays: 90 });
    await eventually(
      () => errors,
      told => match(told.join(), /^moved-on has changed since you saw it\. .* Nothing was changed\.$/),
    );
    equal(daysOf('moved-on'), 7);
  });

  it('a deletion from the Command Palette picks the snapshot, sums up what goes, and shows the answer', async () => {
    add('picked');
    pressed = 'Delete';
    const deleted = run('deleteSnapshot');
    await choose(0, 'theta');
    await choose(1, 'picked');
    await choose(2, 'Now');
    const [row] = (await deleted) as readonly Readonly<Record<string, unknown>>[];
    equal(row?.['Outcome'], 'Deleted');
    equal(daysOf('picked'), undefined);
    deepEqual(
      lists[1]?.items.map(({ label }) => label).filter(label => label.startsWith('rs:')),
      [],
    );
    const [question] = shown;
    equal(question?.message, 'Delete this snapshot?');
    match(question?.detail ?? '', /picked of theta \(data as of 1 hour ago, same data as .*This cannot be undone/s);
    deepEqual(document(), row?.['Response']);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/delete picked\.json$/);
  });

  it('what was changed while it was being confirmed is left alone', async () => {
    add('contested');
    pressed = 'Delete';
    meanwhile = () => {
      sandbox.data.removeSnapshot('contested');
      add('contested', 3653);
      meanwhile = () => {};
    };
    const before = sent('DeleteClusterSnapshot');
    const deleted = run('deleteSnapshot');
    await choose(0, 'theta');
    await choose(1, 'contested');
    await choose(2, 'Now');
    await deleted;
    match(errors.join(), /^contested has changed since you saw it\. .* Nothing was deleted\.$/);
    equal(sent('DeleteClusterSnapshot'), before);
    equal(daysOf('contested'), 3653);
  });

  it('a report does again only what failed, after it was confirmed again', async () => {
    add('retried-1');
    add('retried-2');
    sandbox.inject({ name: 'denied', action: 'DeleteClusterSnapshot' });
    const rows = await run(
      'deleteSnapshot',
      ['retried-1', 'retried-2'].map(snapshot => ({ cluster: 'theta', snapshot })),
    );
    const outcomes = (rows as readonly Readonly<Record<string, unknown>>[]).map(({ Outcome }) => Outcome);
    deepEqual(outcomes.toSorted(), ['Deleted', 'Failed']);
    await eventually(
      () => shown.at(-1),
      last => deepEqual(last?.buttons, ['Retry Failed']),
    );
    match(
      shown.at(-1)?.message ?? '',
      /^1 of 2 snapshots were deleted\. The report says what happened to the others\.$/,
    );

    const before = sent('DeleteClusterSnapshot');
    pressed = 'Delete';
    // The document of the report is the active one.
    await run('retryFailed');
    equal(sent('DeleteClusterSnapshot'), before + 1);
    deepEqual([daysOf('retried-1'), daysOf('retried-2')], [undefined, undefined]);
  });

  it('a copy gets the tags of its source where a setting says so, with a call of its own', async () => {
    const settings = workspace.getConfiguration('redshiftSnapshots');
    await settings.update('copyTags', true, true);
    const Tags = [
      { Key: 'team', Value: 'data' },
      { Key: 'aws:backup', Value: 'x' },
    ];
    sandbox.data.addSnapshot({ ClusterIdentifier: 'theta', SnapshotIdentifier: 'rs:theta-tagged', Tags });
    const copy = (target: string) =>
      run('copyToManual', { cluster: 'theta', snapshot: 'rs:theta-tagged', target, retentionDays: 30 });
    const tagsOf = (name: string) =>
      sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)?.Tags;
    await copy('with-tags');
    deepEqual(tagsOf('with-tags'), Tags.slice(0, 1));
    sandbox.inject({ name: 'denied', action: 'CreateTags' });
    await copy('denied-tags');
    match(shown.at(-1)?.message ?? '', /^0 of 1 snapshots were tagged\. Access required: .*redshift:CreateTags/);
    await settings.update('copyTags', undefined, true);
    await copy('without-tags');
    deepEqual([tagsOf('denied-tags'), tagsOf('without-tags')], [[], []]);
  });

  it('a deletion in 7 days shortens how long it is kept, until Undo', async () => {
    add('going', -1);
    pressed = 'Undo';
    meanwhile = () => {
      // What was taken back is told as well, and could be taken back.
      pressed = shown.length > 1 ? '' : pressed;
    };
    const before = sent('DeleteClusterSnapshot');
    const asked = run('deleteSnapshot');
    await choose(0, 'theta');
    await choose(1, 'going');
    const [later] = await eventually(
      () => lists[2]?.items ?? [],
      items => ok(items.length > 0),
    );
    match(later?.description ?? '', /^not before .* UTC$/);
    match(later?.detail ?? '', /^Changes the retention period\. Until then, Undo Change in Activity keeps it\.$/);
    await choose(2, 'In 7 days');
    const [row] = (await asked) as readonly Readonly<Record<string, unknown>>[];
    deepEqual([row?.['Outcome'], row?.['ManualSnapshotRetentionPeriod']], ['Changed', 8]);
    equal(sent('DeleteClusterSnapshot'), before);
    await eventually(
      () => daysOf('going'),
      days => equal(days, -1),
    );
  });

  it('what expires within 7 days by itself is deleted now, or not', async () => {
    add('ending', 3);
    const asked = run('deleteSnapshot');
    await choose(0, 'theta');
    await choose(1, 'ending');
    await choose(2, 'Now');
    deepEqual(
      lists[2]?.items.map(({ label }) => label),
      ['Now'],
    );
    await asked;
    equal(daysOf('ending'), 3);
  });

  it('Escape at the summary leaves all as it is', async () => {
    add('escaped');
    const before = sent('DeleteClusterSnapshot');
    const deleted = run('deleteSnapshot');
    await choose(0, 'theta');
    await choose(1, 'escaped');
    await choose(2, 'Now');
    equal(await deleted, undefined);
    equal(sent('DeleteClusterSnapshot'), before);
    equal(daysOf('escaped'), 30);
  });

  it('what belongs to no report is not done again', async () => {
    await run('retryFailed', { Operation: 'RestoreFromClusterSnapshot' });
    deepEqual(errors, ['Open a report first.']);
  });
});
