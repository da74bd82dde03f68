import { deepEqual, equal, match } from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import type { OperationRecord } from '../../src/core/operations/record';
import { ActivityView } from '../../src/ui/activity/activityView';
import { aCopyRequest, aSnapshot, aTarget } from '../support/builders';

function anOperation(id: string, state: OperationRecord['state']): OperationRecord {
  const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
  return {
    id,
    target: aTarget(),
    identity,
    operation: 'CopyClusterSnapshot',
    input: aCopyRequest({ TargetSnapshotIdentifier: id }),
    state,
    planned: Date.now(),
  };
}

describe('the rows of the view "Activity"', () => {
  let current: readonly OperationRecord[];
  let elsewhere: readonly OperationRecord[];
  let view: ActivityView;
  let badge: { value: number; tooltip: string } | undefined;
  let revealed: unknown[][];
  let told: (readonly string[] | 'root')[];

  beforeEach(() => {
    current = [anOperation('second', 'inProgress'), anOperation('first', 'available')];
    elsewhere = [];
    const shown = {
      get badge() {
        return badge;
      },
      set badge(value) {
        badge = value;
      },
      selection: [],
      visible: true,
      onDidChangeVisibility: new EventEmitter<{ visible: boolean }>().event,
      reveal: async (...given: unknown[]) => {
        revealed.push(given);
      },
    };
    const tracker = {
      get current() {
        return current;
      },
      get operations() {
        return [...current, ...elsewhere];
      },
      latest: (row: OperationRecord) => [...current, ...elsewhere].find(({ id }) => id === row.id) ?? row,
      problemOf: () => undefined,
    };
    view = new ActivityView(tracker, { open: () => shown });
    revealed = [];
    told = [];
    view.onDidChangeTreeData(rows => told.push(rows === undefined ? 'root' : rows.map(({ id }) => id)));
    view.changed();
  });
  afterEach(() => view.dispose());

  it('stay the same for VS Code while their copies go on: it can act on them', () => {
    const before = view.getChildren();
    current = [anOperation('second', 'available'), anOperation('first', 'available')];
    view.changed();
    deepEqual(told, ['root', ['second', 'first']]);
    const after = view.getChildren();
    deepEqual([after[0] === before[0], after[1] === before[1]], [true, true]);
    match(String(view.getTreeItem(before[0] ?? anOperation('', 'planned')).description), /^available/);
    equal(badge, undefined);
  });

  it('are asked for anew when there are others', () => {
    current = [anOperation('third', 'planned'), ...current];
    view.changed();
    deepEqual(told, ['root', 'root']);
    deepEqual(
      view.getChildren().map(({ id }) => id),
      ['third', 'second', 'first'],
    );
    equal(badge?.value, 2);
  });

  it('get the keyboard, the newest one first', async () => {
    await view.focus();
    deepEqual(revealed, [[view.getChildren()[0], { focus: true, select: false }]]);
  });

  it('read as a sentence to a screen reader', () => {
    const planned = Date.now() - 3.5 * 3_600_000;
    const kept = { ...anOperation('kept', 'available'), planned, ended: planned + 20_000 };
    current = [kept];
    view.changed();
    equal(
      view.getTreeItem(kept).accessibilityInformation?.label,
      'kept, available 3 hours ago, took 20 seconds, copy kept of cluster alpha',
    );
  });

  it('stay with their target while they go on, and when they have ended, where another one is chosen', () => {
    elsewhere = current;
    current = [];
    view.changed();
    const [row, ...more] = view.getChildren();
    deepEqual([row?.id, more], ['second', []]);
    equal(badge?.value, 1);
    match(String(row && view.getTreeItem(row).description), /^work · eu-west-1 · creating · /);
    elsewhere = [anOperation('second', 'available')];
    view.changed();
    match(String(row && view.getTreeItem(row).description), /^work · eu-west-1 · available /);
    equal(badge, undefined);
  });

  it('say where nobody knows in which account a copy is being made', () => {
    const textOf = (operation: OperationRecord): unknown => view.getTreeItem(operation).description;
    const { identity: _unknown, ...unknown } = anOperation('unknown', 'planned');
    current = [unknown];
    view.changed();
    equal(textOf(unknown), 'sending · account unknown · after 0 seconds');
    current = [{ ...unknown, before: aSnapshot({ ownerAccount: '111122223333' }) }];
    view.changed();
    equal(textOf(unknown), 'sending · after 0 seconds');
  });

  it('are asked for anew where there are none: VS Code waits for ever for the change of no row', () => {
    current = [];
    view.changed();
    view.changed();
    deepEqual(told, ['root', 'root', 'root']);
  });
});
