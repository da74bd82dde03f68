import { l10n } from 'vscode';
import type { JsonObject } from '../../core/model/json';
import { choiceOf } from '../../core/model/retentionChoice';
import type { Snapshot } from '../../core/model/snapshot';
import { type CopyInput, type CopyNames, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { EarlyCheck } from '../../core/operations/earlyCheck';
import { checkArguments } from '../../core/operations/input';
import { TakenNames } from '../../core/operations/takenNames';
import type { Session } from '../../core/session/session';
import type { SnapshotPlace } from '../../core/tree/nodes';
import { UserError } from '../commands/userError';
import { askAll, type Step } from '../input/prompt';
import { pickCopyable, pickPlace } from '../pick/pickSnapshot';
import { argumentFaultText } from '../text/faultText';
import { askTarget } from './askName';
import { askRetention, type RetentionAnswer } from './askRetention';
import { assertChangesAllowed, assertNoConfirmationNeeded } from './confirmCopy';
import { type CopyHost, copyAndShow, copyAnswered, copyTitle } from './runCopy';

/** Asks for what is not known yet, copies, and opens the answer. Esc anywhere means that nothing has happened. */
export async function copyWithPrompts(
  host: CopyHost,
  session: Session,
  draft: CopyDraft,
): Promise<JsonObject | undefined> {
  assertChangesAllowed();
  const { gateway, tree, ended } = session;
  const names = new TakenNames(gateway, tree.knownManualSnapshots(), ended);
  const early = new EarlyCheck(gateway, ended);
  const answers = await askAll(draft, stepsFor(session, draft, { names, early })).finally(() => early.end());
  const request = answers && requestOf(answers);
  return (
    request &&
    copyAnswered(host, session, {
      request,
      checked: early.passed,
      retry: () => copyWithPrompts(host, session, { ...draftOf(request), ...answers }),
      manualSnapshots: names.count(),
    })
  );
}

/** A request that is complete: confirms where the user wants that, copies, and opens the answer. */
export function copyRequest(host: CopyHost, session: Session, request: CopyInput): Promise<JsonObject | undefined> {
  return copyAnswered(host, session, {
    request,
    retry: () => copyWithPrompts(host, session, draftOf(request)),
  });
}

/** Asks nothing: the arguments of the command, checked as the prompts check what is typed. */
export async function copyWithArguments(
  host: CopyHost,
  session: Session,
  given: Readonly<Record<string, unknown>>,
): Promise<JsonObject> {
  const request = checkArguments(copyClusterSnapshot, given);
  if (!request.ok) {
    throw new UserError(argumentFaultText(copyClusterSnapshot, request.reason));
  }
  assertChangesAllowed();
  await assertNoConfirmationNeeded(session);
  const retry = (): unknown => copyWithPrompts(host, session, draftOf(request.value));
  const response = await copyAndShow(host, session, { request: request.value, retry });
  if (response === undefined) {
    throw new UserError(l10n.t('Canceled. Nothing was copied.'));
  }
  return response;
}

export interface CopyDraft {
  readonly place?: SnapshotPlace;
  readonly source?: Snapshot;
  readonly targetIdentifier?: string;
  readonly retention?: RetentionAnswer;
}

interface Beside {
  readonly names: TakenNames;
  readonly early: EarlyCheck;
}

function stepsFor(session: Session, { source }: CopyDraft, { names, early }: Beside): readonly Step<CopyDraft>[] {
  const { target, ended: signal } = session;
  const titleOf = (draft: CopyDraft): Promise<string> => copyTitle(session, draft.source?.identifier);
  const askPlace: Step<CopyDraft> = async (draft, position) => {
    const answer = await pickPlace(session, { ...position, title: await titleOf({}), signal });
    return typeof answer === 'object' ? { value: { ...draft, place: answer.value } } : answer;
  };
  const askSource: Step<CopyDraft> = async (draft, position) => {
    if (draft.place === undefined) {
      return undefined;
    }
    const answer = await pickCopyable(session, draft.place, { ...position, title: await titleOf({}), signal });
    return typeof answer === 'object' ? { value: { place: draft.place, source: answer.value } } : answer;
  };
  const askName: Step<CopyDraft> = async (draft, position) => {
    if (draft.source === undefined) {
      return undefined;
    }
    const answer = await askTarget({
      ...position,
      title: await titleOf(draft),
      signal,
      source: draft.source,
      names,
      target,
      ...(draft.targetIdentifier === undefined ? {} : { answered: draft.targetIdentifier }),
    });
    return typeof answer === 'object' ? { value: { ...draft, targetIdentifier: answer.value } } : answer;
  };
  const askDays: Step<CopyDraft> = async (draft, position) => {
    const asked = namesOf(draft);
    if (asked !== undefined) {
      early.begin(asked);
    }
    const answer = await askRetention({
      ...{ ...position, title: await titleOf(draft), signal },
      sources: [draft.source ?? {}],
      answered: draft.retention?.choice,
    });
    return typeof answer === 'object' ? { value: { ...draft, retention: answer.value } } : answer;
  };
  return source === undefined ? [askPlace, askSource, askName, askDays] : [askName, askDays];
}

function requestOf(draft: CopyDraft): CopyInput | undefined {
  const names = namesOf(draft);
  const [retentionDays] = draft.retention?.days ?? [];
  return names === undefined || retentionDays === undefined
    ? undefined
    : { ...names, ManualSnapshotRetentionPeriod: retentionDays };
}

function namesOf({ source, targetIdentifier }: CopyDraft): CopyNames | undefined {
  return source === undefined || targetIdentifier === undefined
    ? undefined
    : {
        SourceSnapshotClusterIdentifier: source.clusterIdentifier,
        SourceSnapshotIdentifier: source.identifier,
        TargetSnapshotIdentifier: targetIdentifier,
      };
}

/** The same prompts again; of a source that was not read, what its request says. */
function draftOf(request: CopyInput): CopyDraft {
  const {
    SourceSnapshotIdentifier: identifier,
    SourceSnapshotClusterIdentifier: clusterIdentifier,
    TargetSnapshotIdentifier: targetIdentifier,
    ManualSnapshotRetentionPeriod: retentionDays,
  } = request;
  const source: Snapshot = { identifier, clusterIdentifier, type: 'automated', status: 'available', encrypted: false };
  return { source, targetIdentifier, retention: { choice: choiceOf(retentionDays), days: [retentionDays] } };
}
