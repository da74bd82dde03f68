import { l10n, type MarkdownString } from 'vscode';
import { isExpiringSoon, type UnknownExpiry } from '../../core/model/expiry';
import { remembered } from '../../core/model/remembered';
import { isAutomated, isAwsBackup, isUnusable, percentDone, type Snapshot } from '../../core/model/snapshot';
import { needsAttention } from '../../core/operations/underWay';
import type { SnapshotNode } from '../../core/tree/nodes';
import { factSheet } from './factSheet';
import { count, expiry, left, localTime, relativeTime, retention, size, timeUntil, utcMinute, utcTime } from './format';
import { troubleText } from './operationText';

/** The service's own name. */
const awsBackup = 'AWS Backup';

/**
 * `Nov 22, 14:03`, UTC: the identifier of an automated snapshot says little else, and cuts off when it ends. Tooltip, screen
 * reader, filter, and documents have the identifier. One character beyond Latin-1 makes VS Code's message with all rows a string
 * of two bytes a character, which takes far longer to write and to encode.
 */
export function snapshotLabel({ snapshot, inExpiring }: SnapshotNode, now: number): string {
  if (!inExpiring) {
    return dateLabel(snapshot, now) ?? snapshot.identifier;
  }
  const { clusterIdentifier, createTime } = snapshot;
  return parts(clusterIdentifier, createTime === undefined ? undefined : utcMinute(createTime, now)).join(' ');
}

function dateLabel(snapshot: Snapshot, now: number): string | undefined {
  return isAutomated(snapshot) && snapshot.createTime !== undefined ? utcMinute(snapshot.createTime, now) : undefined;
}

/** `~6 days left (1.2 TB)`: what matters most first, as a side bar cuts the end. Nothing that is not known. */
export function snapshotDescription(node: SnapshotNode, now: number): string {
  const { totalMegabytes } = node.snapshot;
  const facts = factsOf(node, now, 'shown').join(' · ');
  return parts(facts, totalMegabytes === undefined ? undefined : `(${size(totalMegabytes)})`).join(' ');
}

/**
 * "expires soon, Nov 22, 14:03, 21 hours left, estimated, 12.4 gigabytes, automated snapshot of alpha, rs:alpha-…": what tells
 * one row from the next first, then all that can be seen, in its order.
 */
export function snapshotSentence(node: SnapshotNode, now: number): string {
  const { identifier, type, clusterIdentifier, totalMegabytes } = node.snapshot;
  const label = snapshotLabel(node, now);
  return parts(
    alarmOf(node, now),
    label,
    ...factsOf(node, now, 'spoken'),
    totalMegabytes === undefined ? l10n.t('size unknown') : size(totalMegabytes, 'long'),
    snapshotOf(type, clusterIdentifier),
    label === identifier ? undefined : identifier,
  ).join(', ');
}

/** What the row's color says. */
function alarmOf({ snapshot, expiry: value, creation, keptAs }: SnapshotNode, now: number): string | undefined {
  if (snapshot.status === 'failed') {
    return l10n.t('failed');
  }
  if (creation !== undefined && needsAttention(creation)) {
    return l10n.t('warning');
  }
  return isExpiringSoon(value, now) && keptAs === undefined ? l10n.t('expires soon') : undefined;
}

function factsOf(node: SnapshotNode, now: number, style: 'shown' | 'spoken'): readonly string[] {
  const { snapshot, withoutCluster, creation, isPaused, keptAs, inExpiring, region, expiry: value } = node;
  const { identifier, clusterIdentifier, sourceRegion, status, createTime, sharedWith } = snapshot;
  return parts(
    withoutCluster ? clusterIdentifier : undefined,
    sourceRegion === undefined ? undefined : l10n.t('from {0}', sourceRegion),
    isAwsBackup(snapshot) ? awsBackup : undefined,
    status === 'available' ? undefined : stateText(snapshot),
    creation && troubleText(creation),
    isPaused ? l10n.t("can't be copied while paused") : undefined,
    keptAs && keptText(keptAs),
    expiry(value, now, style),
    sharedWith && l10n.t('shared with {0}', count(sharedWith.length)),
    inExpiring && !isAutomated(snapshot) ? l10n.t('manual: {0}', identifier) : undefined,
    createTime === undefined || isAutomated(snapshot) || inExpiring ? undefined : utcMinute(createTime, now),
    region,
  );
}

function keptText({ identifier, status }: Snapshot): string {
  return status === 'creating' ? l10n.t('being copied to {0}', identifier) : l10n.t('kept as {0}', identifier);
}

const snapshotOf = remembered((type: string, cluster: string) => l10n.t('{0} snapshot of {1}', type, cluster));

export function snapshotTooltip(node: SnapshotNode, now: number): MarkdownString {
  const { snapshot } = node;
  return factSheet(snapshot.identifier, [
    [l10n.t('Cluster'), snapshot.clusterIdentifier],
    [l10n.t('Type'), snapshot.type],
    [
      l10n.t('Managed by'),
      isAwsBackup(snapshot) ? l10n.t('AWS Backup: cannot be changed or deleted from Redshift') : undefined,
    ],
    [l10n.t('Status'), stateText(snapshot)],
    [l10n.t('Copy'), node.isPaused ? pausedText() : node.creation && troubleText(node.creation)],
    [l10n.t('Data as of'), timeText(snapshot.createTime, now)],
    [l10n.t('Retention since'), retentionStartText(snapshot, now)],
    [l10n.t('Expires'), expiryText(node, now)],
    [l10n.t('Kept as'), node.keptAs?.identifier],
    [l10n.t('Size'), snapshot.totalMegabytes === undefined ? l10n.t('unknown') : size(snapshot.totalMegabytes)],
    [
      l10n.t('Incremental'),
      snapshot.incrementalMegabytes === undefined ? undefined : size(snapshot.incrementalMegabytes),
    ],
    [l10n.t('Nodes'), nodesText(snapshot)],
    [l10n.t('Encrypted'), snapshot.encrypted ? l10n.t('yes') : l10n.t('no')],
    [l10n.t('From Region'), snapshot.sourceRegion],
    [l10n.t('Owner account'), snapshot.ownerAccount],
    [l10n.t('Shared with'), snapshot.sharedWith?.join(', ')],
    [l10n.t('Tags'), snapshot.tags?.join(', ')],
  ]);
}

function pausedText(): string {
  return l10n.t('The latest snapshot of a paused cluster cannot be copied before the cluster is resumed');
}

/** `creating (42 %, 180 MB/s, 3 minutes left)`: with the progress as far as it is known, while there is any. */
function stateText(snapshot: Snapshot): string {
  const { status, progress } = snapshot;
  if (status === 'available' || isUnusable(snapshot)) {
    return status;
  }
  const percent = percentDone(snapshot);
  const done = progress?.megabytesDone === undefined ? undefined : l10n.t('{0} done', size(progress.megabytesDone));
  const figures = parts(
    percent === undefined ? done : `${count(percent)} %`,
    progress?.megabytesPerSecond === undefined ? undefined : l10n.t('{0}/s', size(progress.megabytesPerSecond)),
    progress?.secondsLeft === undefined ? undefined : l10n.t('{0} left', left(progress.secondsLeft * 1000)),
  ).join(', ');
  return figures === '' ? status : `${status} (${figures})`;
}

function expiryText({ expiry: value, snapshot }: SnapshotNode, now: number): string {
  switch (value.kind) {
    case 'at': {
      const why = value.estimated
        ? l10n.t("estimated from the cluster's current retention period")
        : l10n.t('{0} from when retention started', retention(snapshot.manualRetentionDays ?? 0));
      const when = value.time > now ? timeUntil(value, now) : l10n.t('any moment');
      return `${bothTimes(value.time)}, ${when}: ${why}`;
    }
    case 'whileNewest':
      return l10n.t('Kept while it is the newest automated snapshot of its cluster');
    case 'never':
      return l10n.t('Kept until someone deletes it');
    case 'unknown':
      return unknownText(value.why, snapshot);
  }
}

function unknownText(why: UnknownExpiry, { status, sourceRegion = '', manualRetentionDays = 0 }: Snapshot): string {
  switch (why) {
    case 'unusable':
      return l10n.t('not applicable: it is {0}', status);
    case 'beingMade':
      // A copy has its source's, which is long before it is complete.
      return l10n.t(
        '{0} after its retention start, which Redshift gives when it is complete',
        retention(manualRetentionDays),
      );
    case 'notSaid':
      return l10n.t('unknown: Redshift does not say how long it is kept');
    case 'withoutCluster':
      return l10n.t('unknown: its cluster, which sets the retention period, is not here');
    case 'otherRegion':
      return l10n.t('unknown here: the copy retention period is set on the cluster in {0}', sourceRegion);
    case 'switchedOff':
      return l10n.t('any moment: automated snapshots are off for its cluster, so Redshift deletes existing ones');
  }
}

function retentionStartText({ createTime, retentionStartTime }: Snapshot, now: number): string | undefined {
  return retentionStartTime === createTime ? undefined : timeText(retentionStartTime, now);
}

function timeText(time: number | undefined, now: number): string | undefined {
  if (time === undefined) {
    return undefined;
  }
  return l10n.t('{0} ({1})', bothTimes(time), relativeTime(time, now, 'long'));
}

function bothTimes(time: number): string {
  const [utc, local] = [utcTime(time), localTime(time)];
  return utc === local ? utc : l10n.t('{0}, local time {1}', utc, local);
}

function nodesText({ nodeType, numberOfNodes }: Snapshot): string | undefined {
  return nodeType === undefined ? undefined : numberOfNodes === undefined ? nodeType : `${numberOfNodes} × ${nodeType}`;
}

function parts(...texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text): text is string => text !== undefined && text !== '');
}
