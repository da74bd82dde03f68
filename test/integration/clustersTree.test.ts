import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { EventEmitter, MarkdownString, ThemeIcon, TreeItem } from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import type { OperationRecord } from '../../src/core/operations/record';
import type { OperationUnderWay } from '../../src/core/operations/underWay';
import type { Session, SessionState } from '../../src/core/session/session';
import { treeFilter } from '../../src/core/tree/filter';
import type { TreeNode } from '../../src/core/tree/nodes';
import { WhileVisible } from '../../src/ui/vscode/whileVisible';
import { aCluster, aCopyRequest, aFailure, aManualSnapshot, aProblem, aTarget, snapshotsOf } from '../support/builders';
import { Feed, pages, pagesThenFailure, settled } from '../unit/core/fakeGateway';
import { defaultAnswers, describeAll, keyOf, rootsOf, type Stage, stage, start, takenIn } from './treeStage';

const hour = 3_600_000;
/** ms, and a bit: what is left is rounded down. */
const halfAnHour = hour / 2 + 1;

async function expanded({ tree, open }: Stage): Promise<readonly TreeNode[]> {
  tree.show(open);
  const [cluster] = await rootsOf(tree);
  ok(cluster !== undefined);
  const rows = await tree.getChildren(cluster);
  await takenIn();
  return rows;
}

/** Of the snapshots that are taken each hour: the one that is as many days old half an hour from now. */
function aDayOld(rows: readonly TreeNode[], days = 1): TreeNode {
  const row = rows.filter(({ kind }) => kind === 'snapshot')[days * 24 - 1];
  ok(row !== undefined);
  return row;
}

describe('the rows of the tree, as time passes', () => {
  it('are shown again when they would say something else, without a request', async () => {
    const played = stage();
    const { tree, gateway, clock, told } = played;
    const rows = await expanded(played);
    const [row, other] = [aDayOld(rows), aDayOld(rows, 2)];
    const before = (await tree.getTreeItem(row)).description;
    gateway.asked.length = 0;
    told.length = 0;

    clock.now += 1000;
    tree.timePassed();
    deepEqual(told, []);

    clock.now += halfAnHour;
    tree.timePassed();
    deepEqual(told, [[row.key, other.key]]);
    ok((await tree.getTreeItem(row)).description !== before);
    tree.timePassed();
    equal(told.length, 1);

    deepEqual(gateway.asked, []);
  });

  it('are shown again together with what they are below of when they are many', async () => {
    const played = stage();
    const { tree, gateway, clock, told } = played;
    const rows = await expanded(played);
    const before = await describeAll(tree, rows);
    gateway.asked.length = 0;
    told.length = 0;
    clock.now += 12 * hour;
    tree.timePassed();
    deepEqual(told, [['cluster:alpha']]);
    const [cluster] = await rootsOf(tree);
    const after = await describeAll(tree, (cluster && (await tree.getChildren(cluster))) ?? []);
    ok(after[20]?.description !== before[20]?.description);
    deepEqual(gateway.asked, []);
  });

  it('are looked at once a minute while the view can be seen, and at once when it comes into sight', () => {
    const visibility = new EventEmitter<{ readonly visible: boolean }>();
    let calls = 0;
    const running = new Map<number, () => void>();
    const timer = new WhileVisible(
      { visible: false, onDidChangeVisibility: visibility.event },
      60_000,
      () => {
        calls += 1;
      },
      (milliseconds, call) => {
        running.set(milliseconds, call);
        return { dispose: () => running.delete(milliseconds) };
      },
    );
    deepEqual([calls, running.size], [0, 0]);
    visibility.fire({ visible: true });
    deepEqual([calls, [...running.keys()]], [1, [60_000]]);
    running.get(60_000)?.();
    equal(calls, 2);
    visibility.fire({ visible: false });
    equal(running.size, 0);
    visibility.fire({ visible: true });
    timer.dispose();
    deepEqual([calls, running.size], [3, 0]);
  });
});

describe('the tree before the first answer', () => {
  const moment = settled;

  it('says who is being asked, with what helps, and then shows the rows', async () => {
    const clusters = new Feed<ReturnType<typeof aCluster>>();
    const { tree, told, open } = stage({ answers: { ...defaultAnswers(), clusters: clusters.source }, moment });
    tree.show(open);
    const [asking, ...more] = await rootsOf(tree);
    ok(asking !== undefined);
    equal((await tree.getTreeItem(asking)).label, 'Loading eu-west-1…');
    deepEqual(more, []);
    deepEqual(
      (await describeAll(tree, await tree.getChildren(asking))).map(({ label }) => label),
      ['Choose AWS Profile', 'Show Log'],
    );
    told.length = 0;
    await clusters.run(0).lastPage(aCluster());
    await takenIn();
    deepEqual(new Set(told.flat()), new Set(['root']));
    deepEqual((await rootsOf(tree)).map(keyOf), ['cluster:alpha', 'orphans']);
  });

  it('keeps the rows that it has while they are asked for again', async () => {
    const clusters = new Feed<ReturnType<typeof aCluster>>();
    const played = stage({ answers: { ...defaultAnswers(), clusters: clusters.source } });
    const { tree, session, open, told } = played;
    tree.show(open);
    const first = rootsOf(tree);
    await clusters.run(0).lastPage(aCluster());
    await first;
    await takenIn();
    told.length = 0;
    const refreshed = session.tree.refresh();
    deepEqual((await rootsOf(tree)).map(keyOf), ['cluster:alpha', 'orphans']);
    await clusters.run(1).lastPage(aCluster({ identifier: 'beta' }));
    await refreshed;
    await takenIn();
    deepEqual(told, [['root']]);
    deepEqual((await rootsOf(tree)).map(keyOf), ['cluster:beta', 'orphans']);
  });

  it('says that the profiles are being read', async () => {
    const { tree } = stage({ moment });
    tree.show({ kind: 'starting' });
    const [asking] = await rootsOf(tree);
    ok(asking !== undefined);
    equal((await tree.getTreeItem(asking)).label, 'Reading AWS profiles…');
  });

  it('lets no first row wait for the moment to pass', async () => {
    const { tree, open } = stage();
    tree.show({ kind: 'starting' });
    const rows = rootsOf(tree);
    tree.show(open);
    deepEqual((await rows).map(keyOf), ['cluster:alpha', 'orphans']);
  });

  it('says nothing of a target that was replaced meanwhile', async () => {
    const clusters = new Feed<ReturnType<typeof aCluster>>();
    const { tree, open } = stage({ answers: { ...defaultAnswers(), clusters: clusters.source }, moment });
    tree.show(open);
    const rows = rootsOf(tree);
    tree.show({ kind: 'noProfiles', problems: [] });
    deepEqual(await rows, []);
  });
});

describe('the items of the rows', () => {
  const answersWith = (rows: number) => ({
    ...defaultAnswers(),
    snapshots: () => pages(snapshotsOf('alpha', rows, start - 30 * 60_000)),
  });
  /** How many turns of the event loop an answer takes whose snapshots are here. */
  const turnsOf = async (played: Stage): Promise<number> => {
    await expanded(played);
    const [cluster] = await rootsOf(played.tree);
    let turns = 0;
    let answered = false;
    const count = (): void => {
      turns += 1;
      if (!answered) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await played.tree.getChildren(cluster);
    answered = true;
    return turns;
  };

  it('are made over several turns of the event loop where they are many, and in none where they are few', async () => {
    equal(await turnsOf(stage({ answers: answersWith(200) })), 0);
    const turns = await turnsOf(stage({ answers: answersWith(2000) }));
    ok(turns >= 8, `${turns} turns`);
  });

  it('are all there a turn after they are asked for where they are many, and at once where they are few', async () => {
    for (const [count, isLater] of [
      [200, false],
      [2000, true],
    ] as const) {
      const played = stage({ answers: answersWith(count) });
      const rows = await expanded(played);
      let later = false;
      setImmediate(() => {
        later = true;
      });
      const items = await describeAll(played.tree, rows);
      equal(later, isLater);
      ok(items.length > count && items.every(item => item instanceof TreeItem));
    }
  });

  it('say what is so when they are asked for', async () => {
    const played = stage({ answers: answersWith(300) });
    const { tree, clock } = played;
    const row = aDayOld(await expanded(played));
    const before = (await tree.getTreeItem(row)).description;
    clock.now += hour;
    ok((await tree.getTreeItem(row)).description !== before);
    const again = stage({ answers: answersWith(300) });
    await expanded(again);
    again.clock.now += hour;
    again.tree.timePassed();
    const [cluster] = await rootsOf(again.tree);
    const same = aDayOld(await again.tree.getChildren(cluster));
    ok((await again.tree.getTreeItem(same)).description !== before);
  });

  it('are dropped with the answer when the session is replaced meanwhile', async () => {
    const played = stage({ answers: answersWith(2000) });
    const { tree } = played;
    await expanded(played);
    const [cluster] = await rootsOf(tree);
    const rows = tree.getChildren(cluster);
    await settled();
    tree.show({ kind: 'noProfiles', problems: [] });
    deepEqual(await rows, []);
  });

  it('have short ids where targets could be mistaken for one another, which stay the same', async () => {
    const { tree, session } = stage();
    const other: Session = { ...session, target: { ...session.target, region: 'eu-central-1' } };
    const ids = async (): Promise<readonly (string | undefined)[]> => {
      const regions = await rootsOf(tree);
      const below = await Promise.all(regions.map(region => tree.getChildren(region)));
      return (await describeAll(tree, [...regions, ...below.flat()])).map(({ id }) => id);
    };
    const open: SessionState = { kind: 'open', session, others: [other], problems: [] };
    tree.show(open);
    const before = await ids();
    equal(new Set(before).size, 6);
    ok(before.every(id => id !== undefined && id.length < 3));
    tree.show({ kind: 'noProfiles', problems: [] });
    tree.show(open);
    await rootsOf(tree);
    await settled();
    deepEqual(await ids(), before);
  });

  it('have no character beyond Latin-1', async () => {
    const played = stage();
    const { tree } = played;
    const [cluster] = await expanded(played).then(() => rootsOf(tree));
    const items = await describeAll(tree, (cluster && (await tree.getChildren(cluster))) ?? []);
    equal(items.length, 61);
    deepEqual(
      [...JSON.stringify(items)].filter(character => character > '\u00ff'),
      [],
    );
  });
});

describe('changes of the tree', () => {
  it('are told of what VS Code has', async () => {
    const played = stage();
    const { tree, session, told } = played;
    await expanded(played);
    told.length = 0;
    tree.treeChanged(session, 'cluster:alpha');
    tree.treeChanged(session, 'cluster:unseen');
    tree.treeChanged(session);
    deepEqual(told, [['cluster:alpha'], ['root']]);
  });

  const loading = async (moment?: () => Promise<void>) => {
    const snapshots = new Feed<Snapshot>();
    const answers = { ...defaultAnswers(), snapshots: () => snapshots.source() };
    const played = stage({ answers, ...(moment && { moment }) });
    played.tree.show(played.open);
    const [cluster, orphans] = await rootsOf(played.tree);
    await takenIn();
    played.told.length = 0;
    const rows = played.tree.getChildren(cluster);
    await settled();
    return { ...played, cluster, orphans, rows, snapshots };
  };

  it('are told of above rows that VS Code asks for, and below, when it has these', async () => {
    const { tree, session, told, rows, orphans, snapshots } = await loading();
    tree.treeChanged(session);
    tree.treeChanged(session, 'cluster:alpha');
    tree.treeChanged(session, 'orphans');
    deepEqual(told, [['orphans']]);
    ok(orphans !== undefined && (await tree.getTreeItem(orphans)).label === 'Without a cluster');
    await snapshots.run(0).lastPage(...snapshotsOf('alpha', 2));
    equal((await rows).length, 3);
    await takenIn();
    deepEqual(told, [['orphans'], ['root'], ['cluster:alpha']]);
  });

  it('do not wait for long: after a moment a row says that those below it are loading', async () => {
    const { tree, told, cluster, rows, snapshots } = await loading(settled);
    deepEqual(
      (await describeAll(tree, await rows)).map(({ label, description }) => [label, description]),
      [['Loading...', '']],
    );
    await takenIn();
    deepEqual(told, []);
    await snapshots.run(0).lastPage(...snapshotsOf('alpha', 2));
    await takenIn();
    deepEqual(new Set(told.flat()), new Set(['cluster:alpha']));
    equal((cluster && (await tree.getChildren(cluster)))?.length, 3);
  });

  it('are told of at once where another session has taken the place of this one', async () => {
    const { tree, told } = await loading();
    tree.show({ kind: 'noProfiles', problems: [] });
    deepEqual(told, [['root']]);
  });

  it('say beside a problem when the rows that have stayed were read', async () => {
    let down = false;
    const { tree, session, open } = stage({
      answers: {
        ...defaultAnswers(),
        clusters: () => (down ? pagesThenFailure(aFailure('network')) : pages([aCluster()])),
      },
    });
    tree.show(open);
    await rootsOf(tree);
    down = true;
    await session.tree.refresh();
    const [problem, ...rows] = await describeAll(tree, await rootsOf(tree));
    match(String(problem?.description), /^showing data from \w{3}, /);
    deepEqual(
      rows.map(({ label }) => label),
      ['alpha', 'Without a cluster'],
    );
  });
});

describe('copies under way, below their cluster', () => {
  const list = [aManualSnapshot({ status: 'creating', manualRetentionDays: 30, totalMegabytes: 4096 })];
  const operation: OperationRecord = {
    ...{
      id: 'one',
      target: aTarget(),
      operation: 'CopyClusterSnapshot',
      input: aCopyRequest(),
      state: 'planned',
      planned: start,
    },
    identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' },
  };
  const group = async (played: Stage): Promise<TreeNode> => {
    const found = (await expanded(played)).find(({ kind }) => kind === 'manualGroup');
    ok(found !== undefined);
    return found;
  };

  it('have a row as soon as they are written down, which says what Activity says', async () => {
    const played = stage({ answers: { ...defaultAnswers(), snapshots: () => pages([]) } });
    const { tree, session } = played;
    const manual = await group(played);
    session.tree.showCreations([{ operation, progress: { secondsElapsed: 3, stuck: false } }]);
    equal((await tree.getTreeItem(manual)).description, '0 · 1 being created');
    equal((await tree.getTreeItem(manual)).accessibilityInformation?.label, 'Manual snapshots, 0, 1 being created');
    const [item] = await describeAll(tree, await tree.getChildren(manual));
    equal(item?.label, 'alpha-keep');
    equal(item?.description, 'sending · after 3 seconds');
    equal(
      item?.accessibilityInformation?.label,
      'alpha-keep, sending, after 3 seconds, copy alpha-keep of cluster alpha',
    );
    deepEqual(iconOf(item), ['loading~spin', undefined]);
  });

  it('are marked when they are stuck, or cannot be read', async () => {
    const played = stage({ answers: { ...defaultAnswers(), snapshots: () => pages(list) } });
    const { tree, session } = played;
    const manual = await group(played);
    const made: OperationRecord = { ...operation, state: 'inProgress', after: list[0] ?? aManualSnapshot() };
    const show = async (copy: Omit<OperationUnderWay, 'operation'>): Promise<TreeItem> => {
      session.tree.showCreations([{ operation: made, ...copy }]);
      const [row] = await tree.getChildren(manual);
      ok(row?.kind === 'snapshot');
      const item = await tree.getTreeItem(row);
      await tree.resolveTreeItem(item, row);
      return item;
    };
    const well = await show({ progress: { secondsElapsed: 3, stuck: false } });
    ok(!String(well.description).includes('longer'));
    deepEqual(iconOf(well), ['loading~spin', undefined]);
    for (const [copy, words] of [
      [{ progress: { secondsElapsed: 900, stuck: true } }, 'far longer than earlier ones'],
      [{ progress: { secondsElapsed: 900, stuck: false }, problem: aProblem('network') }, 'offline'],
    ] as const) {
      const item = await show(copy);
      ok(String(item.description).startsWith(`creating · ${words}`), String(item.description));
      ok(item.accessibilityInformation?.label.startsWith(`warning, alpha-keep, creating, ${words}`));
      ok(item.tooltip instanceof MarkdownString && item.tooltip.value.includes(words.replaceAll(' ', '&nbsp;')));
      deepEqual(iconOf(item), ['warning', 'list.warningForeground']);
      equal((await tree.getTreeItem(manual)).description, '1 · 1 being created · 1 with a warning');
    }
  });
});

function iconOf(item: TreeItem | undefined): readonly (string | undefined)[] {
  return item?.iconPath instanceof ThemeIcon ? [item.iconPath.id, item.iconPath.color?.id] : [];
}

describe('a filter of the tree', () => {
  it('shows what matches, and all of it again without one', async () => {
    const played = stage();
    const { tree, told } = played;
    const all = await expanded(played);
    const [cluster] = await rootsOf(tree);
    await takenIn();
    told.length = 0;
    tree.filter = treeFilter('11-22-14');
    deepEqual(told, [['root']]);
    equal((cluster && (await tree.getChildren(cluster)))?.length, 1);
    tree.filter = treeFilter('zeta');
    const [none] = await rootsOf(tree);
    equal(none && (await tree.getTreeItem(none)).label, 'No loaded row matches "zeta"');
    tree.filter = undefined;
    equal((cluster && (await tree.getChildren(cluster)))?.length, all.length);
  });
});
