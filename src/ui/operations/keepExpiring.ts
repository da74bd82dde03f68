import { l10n, type QuickPickItem } from 'vscode';
import type { JsonObject } from '../../core/model/json';
import { ProblemError } from '../../core/model/problem';
import { millisecondsPerDay } from '../../core/model/retention';
import { parseChoices } from '../../core/model/retentionChoice';
import { isAutomated, type Snapshot } from '../../core/model/snapshot';
import { defaultTemplate, expandTemplate, parseTemplate } from '../../core/operations/batch/template';
import { copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { Command } from '../commands/commandTable';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import { pickRegion } from '../profiles/chooseRegion';
import { endingText, withinText } from '../text/expiringText';
import { utcTime } from '../text/format';
import { leftOutText, nothingText } from '../text/operationWords';
import { identityText } from '../text/targetText';
import { templateFaultText } from '../text/templateText';
import { inputOf } from './commandInput';
import { assertChangesAllowed } from './guard';
import type { Runner } from './runner';

export interface KeepHost {
  readonly runner: Pick<Runner, 'runWithPrompts' | 'runAllAtOnce'>;
  readonly sessions: Sessions;
}

/** Offered beside any date that is typed. */
const offered = [1, 3, 7];

/** With one plain object it asks nothing, and copies in all Regions that are shown. */
export function keepExpiring(host: KeepHost): Command {
  return {
    asksNothing: isKeepArgument,
    run: given => (isKeepArgument(given) ? keepAtOnce(host, given) : keepWithPrompts(host)),
  };
}

/** Copies the automated snapshots of a Region that end before some time, and that nothing else keeps: all with one batch. */
async function keepWithPrompts({ runner, sessions }: KeepHost): Promise<unknown> {
  const { name } = copyClusterSnapshot;
  assertChangesAllowed(copyClusterSnapshot);
  const session = await pickRegion(sessions.all, await openSession(sessions));
  const end = session && (await askEnd(session));
  if (session === undefined || end === undefined) {
    return undefined;
  }
  const snapshots = endingBefore(session, end);
  const rows = snapshots.filter(isAutomated);
  const manual = snapshots.filter(snapshot => !isAutomated(snapshot)).map(({ identifier }) => identifier);
  if (rows.length === 0) {
    throw new UserError(`${leftOutText(name, manual)} ${nothingText(name)}`);
  }
  const leftOut = manual.length > 0 ? { leftOut: leftOutText(name, manual) } : {};
  return runner.runWithPrompts(copyClusterSnapshot, session, { rows }, leftOut);
}

interface KeepArgument {
  /** `2026-12-31`, `2026-12-31T18:00:00Z`. */
  readonly before: string;
  /** A template for the names of the manual snapshots. */
  readonly target?: unknown;
  readonly retentionDays?: unknown;
}

function isKeepArgument(given: unknown): given is KeepArgument {
  return typeof given === 'object' && given !== null && 'before' in given && typeof given.before === 'string';
}

async function keepAtOnce({ runner, sessions }: KeepHost, given: KeepArgument): Promise<readonly JsonObject[]> {
  const { before, target = defaultTemplate, retentionDays, ...others } = given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new UserError(l10n.t('There is no argument "{0}": use before, target, and retentionDays.', unknown));
  }
  // No other words for a date: Date.parse takes `7` for a day of 2001.
  const end = /^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:\d\d))?$/.test(before) ? Date.parse(before) : Number.NaN;
  const template = parseTemplate(String(target));
  if (Number.isNaN(end)) {
    throw new UserError(l10n.t('"{0}" is not a date, for example 2026-12-31.', before));
  }
  if (!template.ok) {
    throw new UserError(templateFaultText(template.reason));
  }
  const kept: (readonly JsonObject[])[] = [];
  await openSession(sessions);
  for (const session of sessions.all) {
    await read(session);
    const sources = endingBefore(session, end).filter(isAutomated);
    const inputs = sources.map((source, index) =>
      inputOf(copyClusterSnapshot, {
        cluster: source.clusterIdentifier,
        snapshot: source.identifier,
        target: expandTemplate(template.value, source, { number: index + 1, of: sources.length }),
        retentionDays,
      }),
    );
    kept.push(await runner.runAllAtOnce(copyClusterSnapshot, session, inputs));
  }
  return kept.flat();
}

/** Reads anew what expires. Rejects where it is not known then. */
async function read({ tree }: Session): Promise<void> {
  await tree.wholeAccount.read();
  const [reason] = tree.expiring.problems();
  if (reason !== undefined && tree.expiring.part().known !== 'some') {
    throw new ProblemError(reason.problem);
  }
}

interface EndItem extends QuickPickItem {
  /** ms since the epoch; absent where nothing ends before it. */
  readonly end?: number;
}

/** Asks before when what ends is kept, in ms since the epoch. Undefined: Esc. */
async function askEnd(session: Session): Promise<number | undefined> {
  const item = (label: string, end: number): EndItem => {
    const snapshots = endingBefore(session, end);
    return { label, description: endingText(snapshots), ...(snapshots.length > 0 && { end }) };
  };
  const itemOf = (days: number): EndItem => item(withinText(days), session.gateway.now() + days * millisecondsPerDay);
  const answer = await pick<EndItem>({
    title: `${l10n.t('Keep What Ends Before…')} · ${await identityText(session)}`,
    placeholder: l10n.t('Choose a time, or type a date, for example 2026-12-31'),
    ...{ step: 1, steps: 1, canGoBack: false, signal: session.ended },
    items: read(session).then(() => offered.map(itemOf)),
    itemsFor: typed => {
      const end = dateOf(typed);
      return end === undefined ? undefined : [{ ...item(l10n.t('Before {0}', utcTime(end)), end), alwaysShow: true }];
    },
    isChoice: ({ end }) => end !== undefined,
  });
  return typeof answer === 'object' ? answer.value.end : undefined;
}

function endingBefore({ tree }: Session, end: number): readonly Snapshot[] {
  return tree.expiring.before(end).map(({ snapshot }) => snapshot);
}

/** The beginning of the day, UTC; undefined for anything but a date. */
function dateOf(typed: string): number | undefined {
  const parsed = parseChoices(typed);
  const choice = parsed?.ok ? parsed.value[0] : undefined;
  return choice?.kind === 'date' ? Date.parse(`${choice.date}T00:00:00Z`) : undefined;
}
