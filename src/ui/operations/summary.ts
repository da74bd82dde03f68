import { l10n } from 'vscode';
import { defaultManualSnapshotQuota } from '../../core/model/quota';
import type { Snapshot } from '../../core/model/snapshot';
import type { CallerIdentity, Target } from '../../core/model/target';
import type { Operation } from '../../core/operations/operation';
import { type Remaining, sameDataAs } from '../../core/operations/remaining';
import { count, relativeTime, size } from '../text/format';
import { type Call, daysOf, namesOf, operationWords, wordsOf } from '../text/operationWords';
import { remainingText } from '../text/remainingText';
import { daysText, keptText } from '../text/retentionText';
import { callerText } from '../text/targetText';

export interface SummaryFacts {
  readonly target: Target;
  readonly identity: CallerIdentity | undefined;
  /** ms since the epoch by the service's clock. */
  readonly now: number;
  /** How many manual snapshots there are, where that is known and one more is made. */
  readonly manualSnapshots?: number | undefined;
  /** What the clusters have left, where something is deleted. */
  readonly remaining?: readonly Remaining[] | undefined;
  /** The source's tags are added to each copy. */
  readonly withTags?: boolean | undefined;
  /** Sentences on what is left out, or cannot be sent. */
  readonly notSent?: readonly string[] | undefined;
}

interface Known {
  readonly remaining: readonly Remaining[];
  readonly now: number;
}

/** So many of many are named. */
const named = 10;

/** What is going to be sent, line by line. */
export function summaryOf(calls: readonly Call[], facts: SummaryFacts): readonly string[] {
  const [first, ...others] = calls;
  if (first === undefined) {
    return [];
  }
  const { target, identity, manualSnapshots, notSent = [] } = facts;
  const known = { remaining: facts.remaining ?? [], now: facts.now };
  const quota = count(defaultManualSnapshotQuota);
  return [
    ...(others.length === 0 ? linesOfOne(first, known) : linesOfMany(calls, known)),
    ...atMost(known.remaining.flatMap(each => remainingText(each) ?? [])),
    ...(facts.withTags ? [l10n.t("The source's tags are added to the copy, with a call of their own.")] : []),
    ...atMost(notSent),
    l10n.t('Account: {0}', callerText(target, identity)),
    ...(manualSnapshots === undefined
      ? []
      : [l10n.t('Manual snapshots there: {0}; the default quota is {1}', count(manualSnapshots), quota)]),
    ...operationWords[first.operation].consequences,
  ];
}

export interface Question {
  readonly title: string;
  readonly question: string;
  /** What its button says. */
  readonly verb: string;
  typing(word: string): string;
}

export function questionAbout({ name }: Pick<Operation, 'name'>, calls: readonly Call[]): Question {
  const words = operationWords[name];
  const [only, ...others] = calls;
  return only === undefined || others.length > 0
    ? words.several(count(calls.length))
    : { ...wordsOf(only), verb: words.verb };
}

/** Asks for the word that confirms: of one, with how long it is kept, or with what goes. */
export function typingText(
  operation: Pick<Operation, 'name'>,
  calls: readonly Call[],
  { word, isProtected, now }: { readonly word: string; readonly isProtected: boolean; readonly now: number },
): string {
  const why = isProtected ? l10n.t('This account is protected.') : l10n.t('Changes are confirmed.');
  const [only, ...others] = calls;
  const what = only === undefined || others.length > 0 ? '' : whatOf(only, now);
  return `${why} ${questionAbout(operation, calls).typing(word)} ${what}`.trim();
}

function whatOf(call: Call, now: number): string {
  const facts = factsText(call.before, now);
  if (daysOf(call) !== undefined) {
    return keptText(call, now);
  }
  const { detail } = wordsOf(call);
  return detail ?? (facts === '' ? '' : l10n.t('What goes: {0}.', facts));
}

/** `data as of 3 hours ago, 1.2 TB`; empty where nothing is known. */
function factsText({ createTime, totalMegabytes }: Partial<Snapshot> = {}, now: number): string {
  return [
    createTime === undefined ? undefined : l10n.t('data as of {0}', relativeTime(createTime, now, 'long')),
    totalMegabytes === undefined ? undefined : size(totalMegabytes),
  ]
    .filter(fact => fact !== undefined)
    .join(', ');
}

/** Which snapshot that remains has the same data; empty where none does. */
function sameDataText({ before }: Call, remaining: readonly Remaining[]): string {
  const same = before && sameDataAs(before, remaining);
  return same === undefined ? '' : l10n.t('same data as {0}', same.identifier);
}

function linesOfOne(call: Call, { remaining, now }: Known): readonly string[] {
  const { name, cluster, source } = namesOf(call);
  const isSame = source === name;
  const from = isSame ? l10n.t('{0} of {1}', name, cluster) : l10n.t('Source: {0} of {1}', source, cluster);
  return [
    withFacts(from, [factsText(call.before, now), sameDataText(call, remaining)]),
    ...(isSame ? [] : [l10n.t('Manual snapshot: {0}', name)]),
    ...(daysOf(call) === undefined ? [] : [keptText(call, now)]),
    ...detailsOf([call]),
  ];
}

function linesOfMany(calls: readonly Call[], { remaining, now }: Known): readonly string[] {
  const lines = calls.map(call => {
    const { name, cluster, source } = namesOf(call);
    const days = daysOf(call);
    const line = source === name ? l10n.t('{0} of {1}', name, cluster) : `${source} → ${name}`;
    const kept = days === undefined ? '' : daysText(days, call.before ?? {}, now);
    return withFacts(line, [factsText(call.before, now), kept, sameDataText(call, remaining)]);
  });
  return [...atMost(lines), ...totalLine(calls), ...detailsOf(calls)];
}

/** Said once where all have the same, as they do when one prompt has asked for it. */
function detailsOf(calls: readonly Call[]): readonly string[] {
  return atMost([...new Set(calls.flatMap(call => wordsOf(call).detail ?? []))]);
}

function atMost(lines: readonly string[]): readonly string[] {
  const more = lines.length - named;
  return [...lines.slice(0, named), ...(more > 0 ? [l10n.t('and {0} more', count(more))] : [])];
}

function withFacts(line: string, given: readonly string[]): string {
  const facts = given.filter(fact => fact !== '');
  return facts.length > 0 ? `${line} (${facts.join(', ')})` : line;
}

/** A sum of sizes of which one is not known is a lower bound. */
function totalLine(calls: readonly Call[]): readonly string[] {
  const sizes = calls.flatMap(({ before }) => before?.totalMegabytes ?? []);
  const total = size(sizes.reduce((sum, next) => sum + next, 0));
  if (sizes.length === 0) {
    return [];
  }
  return [sizes.length === calls.length ? l10n.t('Together: {0}', total) : l10n.t('Together: more than {0}', total)];
}
