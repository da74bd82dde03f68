import { l10n } from 'vscode';
import { defaultManualSnapshotQuota } from '../../core/model/quota';
import type { Snapshot } from '../../core/model/snapshot';
import type { CallerIdentity } from '../../core/model/target';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { Session } from '../../core/session/session';
import { count, relativeTime, size } from '../text/format';
import { daysText, keptText } from '../text/retentionText';
import { callerText } from '../text/targetText';
import { copyOf } from './copyCall';

/** A copy that is going to be sent, with its source as it was read just now. */
export interface AskedCopy {
  readonly request: CopyInput;
  /** Absent where it must not be read. */
  readonly source?: Snapshot | undefined;
}

export interface SummaryPlace {
  readonly target: Session['target'];
  readonly identity: CallerIdentity | undefined;
  /** How many manual snapshots there are, where that is known. */
  readonly manualSnapshots: number | undefined;
}

/** So many of many copies are named. */
const namedCopies = 10;

/** What is going to be sent, line by line. */
export function summaryOf(copies: readonly AskedCopy[], place: SummaryPlace): readonly string[] {
  const [first, ...others] = copies;
  if (first === undefined) {
    return [];
  }
  const lines = others.length === 0 ? linesOfOne(first) : linesOfMany(copies);
  return [...lines, ...linesOfPlace(place)];
}

function linesOfOne({ request, source }: AskedCopy): readonly string[] {
  const facts = factsOf(source);
  const from = l10n.t('Source: {0} of {1}', request.SourceSnapshotIdentifier, request.SourceSnapshotClusterIdentifier);
  return [
    facts.length > 0 ? `${from} (${facts.join(', ')})` : from,
    l10n.t('Manual snapshot: {0}', request.TargetSnapshotIdentifier),
    keptText(copyOf(request, source)),
  ];
}

function linesOfMany(copies: readonly AskedCopy[]): readonly string[] {
  const named = copies.slice(0, namedCopies).map(({ request, source }) => {
    const facts = [...factsOf(source), daysText(request.ManualSnapshotRetentionPeriod, source ?? {})];
    const line = `${request.SourceSnapshotIdentifier} → ${request.TargetSnapshotIdentifier}`;
    return `${line} (${facts.join(', ')})`;
  });
  const more = copies.length - named.length;
  return [...named, ...(more > 0 ? [l10n.t('and {0} more', count(more))] : []), ...totalLine(copies)];
}

/** A sum of sizes of which one is not known is a lower bound. */
function totalLine(copies: readonly AskedCopy[]): readonly string[] {
  const sizes = copies.flatMap(({ source }) => source?.totalMegabytes ?? []);
  const total = size(sizes.reduce((sum, next) => sum + next, 0));
  if (sizes.length === 0) {
    return [];
  }
  return [sizes.length === copies.length ? l10n.t('Together: {0}', total) : l10n.t('Together: more than {0}', total)];
}

function linesOfPlace({ target, identity, manualSnapshots }: SummaryPlace): readonly string[] {
  const quota = count(defaultManualSnapshotQuota);
  return [
    l10n.t('Account: {0}', callerText(target, identity)),
    ...(manualSnapshots === undefined
      ? []
      : [l10n.t('Manual snapshots there: {0}; the default quota is {1}', count(manualSnapshots), quota)]),
    l10n.t('Manual snapshots are billed for as long as they are kept.'),
  ];
}

function factsOf(source: Snapshot | undefined): readonly string[] {
  const { createTime, totalMegabytes } = source ?? {};
  return [
    createTime === undefined ? undefined : l10n.t('data as of {0}', relativeTime(createTime, Date.now(), 'long')),
    totalMegabytes === undefined ? undefined : size(totalMegabytes),
  ].filter(fact => fact !== undefined);
}
