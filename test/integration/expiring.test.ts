import { deepEqual, equal, match, ok } from 'node:assert/strict';
import {
  EventEmitter,
  type MarkdownString,
  type TreeDataProvider,
  type TreeView,
  type ViewBadge,
  workspace,
} from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import type { Session, SessionState } from '../../src/core/session/session';
import { treeFilter } from '../../src/core/tree/filter';
import type { TreeNode } from '../../src/core/tree/nodes';
import type { ClustersTree } from '../../src/ui/tree/clustersTree';
import { ClustersView } from '../../src/ui/tree/clustersView';
import { aCluster, aFailure, aManualSnapshot, snapshotsOf } from '../support/builders';
import { eventually } from '../support/eventually';
import { type Answers, FakeGateway, Feed, pages, pagesThenFailure } from '../unit/core/fakeGateway';
import { defaultAnswers, describeAll, type Stage, sessionOf, stage, start, takenIn } from './treeStage';

const hour = 3_600_000;
const day = 24 * hour;

/** One a day, of a cluster that keeps them for 7 days; a manual snapshot keeps the oldest. */
const daily = (): readonly Snapshot[] => [
  ...snapshotsOf('alpha', 7 * 24, start - 30 * 60_000).filter((_, index) => index % 24 === 0),
  aManualSnapshot({ createTime: start - 30 * 60_000 - 6 * day, identifier: 'kept-1' }),
];

const weekly = () => pages([aCluster({ automatedRetentionDays: 7 })]);

async function opened(snapshots: () => ReturnType<typeof pages<Snapshot>> = () => pages(daily())): Promise<Stage> {
  const played = stage({ answers: { clusters: weekly, snapshots } });
  played.tree.show(played.open);
  await played.tree.getChildren();
  await takenIn();
  played.told.length = 0;
  return played;
}

async function groupOf(tree: ClustersTree): Promise<TreeNode> {
  const [group] = await tree.getChildren();
  ok(group?.kind === 'expiringGroup');
  return group;
}

async function shown(tree: ClustersTree, rows: readonly TreeNode[]): Promise<readonly string[]> {
  return (await describeAll(tree, rows)).map(({ label, description }) => `${label} | ${description ?? ''}`);
}

async function below(tree: ClustersTree): Promise<readonly string[]> {
  return shown(tree, await tree.getChildren(await groupOf(tree)));
}

describe('the group "Expiring"', () => {
  it('stands first, is loading before it is listed, and is told of when it is', async () => {
    const played = await opened();
    const { tree, session, told } = played;
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | loading...']);
    deepEqual(await below(tree), ['Loading... | ']);
    await takenIn();
    told.length = 0;
    await session.tree.wholeAccount.show();
    await takenIn();
    deepEqual(told, [['account']]);
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | 5 within 7 d']);
  });

  it('has the earliest end first, then what is kept already', async () => {
    const { tree, session, clock } = await opened();
    await session.tree.wholeAccount.show();
    clock.now += 2 * hour;
    const rows = await below(tree);
    equal(rows.length, 6);
    equal(rows[0], 'alpha Nov 17, 14:00 | ~45 hours left');
    equal(rows.at(-1), 'alpha Nov 16, 14:00 | kept as kept-1 · ~21 hours left');
  });

  it('has rows with the menus of the same snapshots at their places, and leads from them to itself', async () => {
    const { tree, session } = await opened();
    await session.tree.wholeAccount.show();
    const [group, cluster] = await tree.getChildren();
    const [row] = await tree.getChildren(group);
    const places = await tree.getChildren(cluster);
    ok(row?.kind === 'snapshot');
    const same = places.find(
      place => place.kind === 'snapshot' && place.snapshot.identifier === row.snapshot.identifier,
    );
    ok(same !== undefined);
    const [item, other] = await describeAll(tree, [row, same]);
    equal(item?.contextValue, other?.contextValue);
    deepEqual(item?.command, other?.command);
    equal(tree.getParent(row), group);
    equal(tree.ownerOf(row), session);
  });

  it('moves with the clock alone', async () => {
    const played = await opened();
    const { tree, session, gateway, clock, told } = played;
    await session.tree.wholeAccount.show();
    await tree.getChildren(await groupOf(tree));
    await takenIn();
    gateway.asked.length = 0;
    told.length = 0;
    tree.timePassed();
    deepEqual(told, []);
    clock.now += day;
    tree.timePassed();
    deepEqual(told, [['account']]);
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | 1 within 24 h · 5 within 7 d']);
    deepEqual(gateway.asked, []);
  });

  it('says why it is not known, with what helps', async () => {
    const { tree, session } = await opened(() => pagesThenFailure(aFailure('timeout', { host: 'example.com' })));
    await session.tree.wholeAccount.show();
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | not known']);
    const [problem, ...others] = await tree.getChildren(await groupOf(tree));
    deepEqual(others, []);
    ok(problem?.kind === 'problem');
    deepEqual(
      (await tree.getChildren(problem)).map(row => row.kind === 'step' && row.step),
      ['retry', 'chooseRegion', 'showLog'],
    );
  });

  it('says that nothing ends', async () => {
    const { tree, session } = await opened(() => pages([aManualSnapshot()]));
    await session.tree.wholeAccount.show();
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | nothing ends within 7 d']);
    deepEqual(await below(tree), ['Nothing ends within 7 days | ']);
  });

  it('says in its tooltip when it was last read, and what is not counted', async () => {
    const { tree, session, clock } = await opened();
    await session.tree.wholeAccount.show();
    clock.now += 5 * 60_000;
    const group = await groupOf(tree);
    const { tooltip } = await tree.resolveTreeItem(await tree.getTreeItem(group), group);
    const text = (tooltip as MarkdownString).value.replace(/&nbsp;|\\/g, ' ');
    match(text, /Last read: Sun, Nov 22, 2026, 14:30 UTC.*5 minutes ago/);
    match(text, /Not counted: the newest automated snapshot/);
  });

  it('is left by a filter with the rows that match, or not at all', async () => {
    const { tree, session } = await opened();
    await session.tree.wholeAccount.load();
    tree.filter = treeFilter('Nov 17');
    deepEqual(await below(tree), ['alpha Nov 17, 14:00 | ~47 hours left']);
    tree.filter = treeFilter('zeta');
    equal(
      (await tree.getChildren()).some(({ kind }) => kind === 'expiringGroup'),
      false,
    );
  });

  it('is one for all Regions, whose names its rows have', async () => {
    const [ireland, frankfurt] = [await opened(), await opened(() => pages(snapshotsOf('alpha', 1), []))];
    const { tree, session } = ireland;
    const other: Session = { ...frankfurt.session, target: { ...session.target, region: 'eu-central-1' } };
    const open: SessionState = { kind: 'open', session, others: [other], problems: [] };
    tree.show(open);
    await tree.getChildren();
    await session.tree.wholeAccount.show();
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | at least 5 within 7 d · loading...']);
    await other.tree.wholeAccount.show();
    deepEqual(await shown(tree, [await groupOf(tree)]), ['Expiring | 5 within 7 d']);
    match((await below(tree))[0] ?? '', /^alpha Nov 17, 14:00 \| ~47 hours left · eu-west-1$/);
  });

  it('is not shown above an error alone', async () => {
    const { tree, open } = stage({
      answers: { ...defaultAnswers(), clusters: () => pagesThenFailure(aFailure('network')) },
    });
    tree.show(open);
    deepEqual(
      (await tree.getChildren()).map(({ kind }) => kind),
      ['problem'],
    );
  });
});

describe('the view of what expires', () => {
  /** VS Code's side of the view, which asks for the rows of the root when it is told of them. */
  function aView() {
    const visibility = new EventEmitter<{ readonly visible: boolean }>();
    const none = new EventEmitter<never>();
    const view = {
      ...{ visible: true, badge: undefined as ViewBadge | undefined, description: '', selection: [] },
      onDidChangeVisibility: visibility.event,
      onDidExpandElement: none.event,
      onDidCollapseElement: none.event,
      reveal: async () => {},
    };
    let tree: TreeDataProvider<TreeNode> | undefined;
    const clusters = new ClustersView({
      open: provider => {
        tree = provider;
        return view as unknown as TreeView<TreeNode>;
      },
    });
    const become = (visible: boolean): void => {
      view.visible = visible;
      visibility.fire({ visible });
    };
    return { view, clusters, become, roots: async () => tree?.getChildren() };
  }

  const listings = ({ asked }: FakeGateway): number => asked.filter(text => text === 'snapshots {}').length;

  function aStage(snapshots: NonNullable<Answers['snapshots']>) {
    const shown = aView();
    const gateway = new FakeGateway({ clusters: weekly, snapshots });
    const clock = { now: start };
    gateway.now = () => clock.now;
    const session = sessionOf(gateway, key => shown.clusters.treeChanged(session, key));
    void shown.clusters.show({ kind: 'open', session, others: [], problems: [] });
    return { ...shown, gateway, clock, session };
  }

  it('has the number that end within 24 hours as its badge, which is gone with the session', async () => {
    const { view, clusters, roots, gateway } = aStage(() =>
      pages([...snapshotsOf('alpha', 2, start - 6.5 * day), ...snapshotsOf('alpha', 1, start)]),
    );
    equal(listings(gateway), 0);
    await roots();
    await eventually(
      () => view.badge,
      badge => deepEqual(badge, { value: 2, tooltip: '2 snapshots expire within 24 hours' }),
    );
    equal(listings(gateway), 1);
    void clusters.show({ kind: 'noProfiles', problems: [] });
    equal(view.badge, undefined);
    clusters.dispose();
  });

  it('asks for nothing while it is hidden, stops what it has asked for, and asks when it comes into sight', async () => {
    const feed = new Feed<Snapshot>();
    const { clusters, become, roots, gateway, session } = aStage((_, signal) => feed.source(signal));
    become(false);
    await roots();
    await session.tree.wholeAccount.loadAgain();
    equal(listings(gateway), 0);
    become(true);
    await eventually(
      () => listings(gateway),
      count => equal(count, 1),
    );
    become(false);
    equal(feed.run(0).signal?.aborted, true);
    clusters.dispose();
  });

  it('asks again by the minutes of the setting alone', async () => {
    const { clusters, become, roots, gateway, clock, session } = aStage(() => pages(daily()));
    await roots();
    await eventually(
      () => session.tree.expiring.part().known,
      known => equal(known, 'all'),
    );
    const settings = workspace.getConfiguration('redshiftSnapshots');
    // What a minute brings, and coming into sight as well.
    const look = async (): Promise<number> => {
      clock.now += 5 * 60_000;
      become(false);
      become(true);
      await session.tree.wholeAccount.loadAgain();
      return listings(gateway);
    };
    try {
      equal(await look(), 1);
      await settings.update('expiringRefreshMinutes', 5, true);
      equal(await look(), 2);
      await settings.update('expiringRefreshMinutes', 6, true);
      equal(await look(), 2);
      equal(await look(), 3);
    } finally {
      await settings.update('expiringRefreshMinutes', undefined, true);
      clusters.dispose();
    }
  });
});
