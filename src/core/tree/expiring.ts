import type { Cluster } from '../model/cluster';
import { type Expiry, expiresSoon, isExpiringSoon } from '../model/expiry';
import { isCopyable, isManual, type Snapshot, snapshotKey } from '../model/snapshot';
import { accountKey, type ExpiringCounts, type ExpiringGroupNode, type ProblemNode, type SnapshotNode } from './nodes';
import { automatedRows, compareText, manualRows, orphanRows, problemRow } from './rows';
import type { TreeContent } from './treeContent';

/** ms before its end from which on a snapshot is shown. */
const shownBefore = 7 * expiresSoon;

/** What ends soon in one target. */
export interface ExpiringPart extends Pick<ExpiringCounts, 'known' | 'readAt'> {
  /** Those that nothing else keeps first, each kind by its end. */
  readonly rows: readonly SnapshotNode[];
  /** ms since the epoch by the service's clock, as of which it is so. */
  readonly now: number;
}

/** Finds what ends soon among all snapshots of an account. Only the clock is looked at, and what has been listed. */
export class Expiring {
  readonly #content: TreeContent;
  readonly #now: () => number;
  #found: { readonly in: readonly Snapshot[]; readonly of: readonly Cluster[]; readonly rows: readonly SnapshotNode[] };

  constructor(content: TreeContent, now: () => number) {
    this.#content = content;
    this.#now = now;
    this.#found = { in: [], of: [], rows: [] };
  }

  part(): ExpiringPart {
    const { readAt } = this.#content.account;
    const now = this.#now();
    return readAt === undefined
      ? { known: this.#unread, rows: [], now }
      : { known: this.#known, rows: this.#endingBefore(now + shownBefore), readAt, now };
  }

  /** Those that nothing else keeps, and that end before so many ms since the epoch. */
  before(end: number): readonly SnapshotNode[] {
    return this.#endingBefore(end).filter(isCounted);
  }

  /** Why not all of it is known. */
  problems(): readonly ProblemNode[] {
    const { account, clusters } = this.#content;
    return [
      ...problemRow(clusters.state, 'clusters', { key: `${accountKey}/clusters` }),
      ...problemRow(account.state, accountKey),
    ];
  }

  get #unread(): ExpiringCounts['known'] {
    const { clusters, account } = this.#content;
    return (account.state.problem ?? clusters.problem) ? 'none' : 'loading';
  }

  get #known(): ExpiringCounts['known'] {
    const { clusters, account } = this.#content;
    if (clusters.areDenied) {
      // Nobody knows how long the automated ones are kept.
      return 'some';
    }
    return (account.state.problem ?? clusters.problem) ? 'earlier' : 'all';
  }

  #endingBefore(end: number): readonly SnapshotNode[] {
    const { readAt = Number.NEGATIVE_INFINITY } = this.#content.account;
    const now = this.#now();
    // What has come to its end since then is gone by now, as far as anyone can tell.
    const isLeft = (time: number): boolean => time > now || time <= readAt;
    return this.#rows.filter(({ expiry }) => endOf(expiry) < end && isLeft(endOf(expiry)));
  }

  get #rows(): readonly SnapshotNode[] {
    const { account, clusters } = this.#content;
    const { items } = account.state;
    if (this.#found.in !== items || this.#found.of !== clusters.items) {
      this.#found = { in: items, of: clusters.items, rows: endingRows(this.#content, items) };
    }
    return this.#found.rows;
  }
}

/** The group, over all targets that are shown. */
export function expiringGroup(parts: readonly ExpiringPart[]): ExpiringGroupNode {
  const counted = (isMeant: (row: SnapshotNode, now: number) => boolean): number =>
    parts.flatMap(({ rows, now }) => rows.filter(row => isCounted(row) && isMeant(row, now))).length;
  const times = parts.flatMap(({ readAt }) => readAt ?? []);
  return {
    kind: 'expiringGroup',
    key: accountKey,
    withinDay: counted(({ expiry }, now) => isExpiringSoon(expiry, now)),
    withinWeek: counted(() => true),
    known: knownOf(parts.map(({ known }) => known)),
    ...(times.length > 0 && { readAt: Math.min(...times) }),
  };
}

function knownOf(all: readonly ExpiringCounts['known'][]): ExpiringCounts['known'] {
  const [first = 'loading', ...others] = new Set(all);
  return others.length === 0 ? first : all.includes('loading') ? 'loading' : all.every(isWhole) ? 'earlier' : 'some';
}

function isWhole(known: ExpiringCounts['known']): boolean {
  return known === 'all' || known === 'earlier';
}

/**
 * All that have an end, by the rules of the rows at their places. An automated one that is being made has none yet: when it
 * is complete, it is the newest.
 */
function endingRows(content: TreeContent, snapshots: readonly Snapshot[]): readonly SnapshotNode[] {
  const places = new Map<Cluster | undefined, Snapshot[]>();
  for (const snapshot of snapshots) {
    const home = content.homeOf(snapshot);
    const others = places.get(home);
    if (others === undefined) {
      places.set(home, [snapshot]);
    } else {
      others.push(snapshot);
    }
  }
  const rows = [...places].flatMap(([cluster, items]) =>
    cluster === undefined ? orphanRows(items) : [...automatedRows(items, cluster), ...manualRows(items, cluster)],
  );
  return rows
    .filter(({ snapshot, expiry }) => endOf(expiry) < Infinity && (isManual(snapshot) || isCopyable(snapshot)))
    .map(inGroup)
    .toSorted(byEnd);
}

function isCounted({ keptAs }: SnapshotNode): boolean {
  return keptAs === undefined;
}

function inGroup(row: SnapshotNode): SnapshotNode {
  return { ...row, key: `expiring:${snapshotKey(row.snapshot)}`, withoutCluster: false, inExpiring: true };
}

/** What nothing else keeps first; then by the end, the earliest first. */
export function byEnd(a: SnapshotNode, b: SnapshotNode): number {
  if (isCounted(a) !== isCounted(b)) {
    return isCounted(a) ? -1 : 1;
  }
  const [left, right] = [endOf(a.expiry), endOf(b.expiry)];
  return left === right ? compareText(a.key, b.key) : left - right;
}

/** ms since the epoch; what may go any moment comes first. */
function endOf(expiry: Expiry): number {
  if (expiry.kind === 'at') {
    return expiry.time;
  }
  return expiry.kind === 'unknown' && expiry.why === 'switchedOff'
    ? Number.NEGATIVE_INFINITY
    : Number.POSITIVE_INFINITY;
}
