import type { OperationInput } from '../../core/model/gateway';
import { suggestTargetIdentifier } from '../../core/model/identifier';
import type { JsonValue } from '../../core/model/json';
import { keepUntilDeleted } from '../../core/model/retention';
import { choiceOf } from '../../core/model/retentionChoice';
import type { Snapshot } from '../../core/model/snapshot';
import type { PlannedName } from '../../core/operations/batch/plan';
import type { CheckedOperation } from '../../core/operations/check';
import { EarlyCheck } from '../../core/operations/earlyCheck';
import { answersOf, askedValue, asksFor, inputFor, rowOfInput, snapshotNow } from '../../core/operations/input';
import type { Operation, Parameter } from '../../core/operations/operation';
import { TakenNames } from '../../core/operations/takenNames';
import type { Session } from '../../core/session/session';
import type { SnapshotPlace } from '../../core/tree/nodes';
import { type Answer, askAll, type PromptOptions, type Step } from '../input/prompt';
import { pickOffered, pickPlace } from '../pick/pickSnapshot';
import { refusalReason } from '../text/faultText';
import { count } from '../text/format';
import { operationWords } from '../text/operationWords';
import { identityText } from '../text/targetText';
import { askName } from './askName';
import { askRetention, type RetentionAnswer } from './askRetention';
import { askTemplate } from './askTemplate';
import { askValue } from './askValue';
import { askWhen } from './askWhen';

/** What is known before the prompts, and more after each. */
export interface Draft {
  readonly place?: SnapshotPlace;
  /** What it is about: snapshots, or those that clusters would have now. */
  readonly rows?: readonly Snapshot[];
  readonly name?: string;
  readonly template?: string;
  readonly plan?: readonly PlannedName[];
  readonly retention?: RetentionAnswer;
  /** An account, tags, or keys of tags. */
  readonly value?: JsonValue;
  /** It is to lead to the same end later. */
  readonly isLater?: boolean;
}

/** All that is asked for. */
export interface Asked<Input extends OperationInput> {
  readonly draft: Draft;
  readonly inputs: readonly Input[];
  /** The checks, where they were made while the last question was open. */
  readonly checked: CheckedOperation | undefined;
  /** How many manual snapshots there are, where that is known and one more is made. */
  readonly manualSnapshots: number | undefined;
}

/** Asks for the parameters of an operation that are not known yet: for rows first where there are none. Undefined: Esc. */
export async function askInputs<Input extends OperationInput>(
  session: Session,
  operation: Operation<Input>,
  draft: Draft,
): Promise<Asked<Input> | undefined> {
  const { gateway, tree, ended } = session;
  const names = new TakenNames(gateway, tree.knownManualSnapshots(), ended);
  const early = new EarlyCheck(operation, gateway, ended);
  const answered = await askAll(draft, stepsFor({ session, operation, names, early }, draft)).finally(() =>
    early.end(),
  );
  const { rows } = answered ?? {};
  if (answered === undefined || rows === undefined) {
    return undefined;
  }
  const inputs = rows.map((row, index) => {
    const name = answered.plan?.[index]?.target ?? answered.name;
    return inputFor(operation, row, { name, days: answered.retention?.days[index], value: answered.value });
  });
  const manualSnapshots = operation.effect === 'creates' ? names.count() : undefined;
  return { draft: answered, inputs, checked: early.passed, manualSnapshots };
}

/** What an input says, to be asked again. */
export function draftOf({ gateway }: Session, operation: Operation, input: OperationInput): Draft {
  const { name, days, value } = answersOf(operation, input);
  return {
    rows: [rowOfInput(operation, input, gateway)],
    ...(name !== undefined && { name }),
    ...(days !== undefined && { retention: { choice: choiceOf(days), days: [days] } }),
    ...(value !== undefined && { value }),
  };
}

interface Asking<Input extends OperationInput> {
  readonly session: Session;
  readonly operation: Operation<Input>;
  readonly names: TakenNames;
  readonly early: EarlyCheck<Input>;
}

function stepsFor<Input extends OperationInput>(asking: Asking<Input>, { rows }: Draft): readonly Step<Draft>[] {
  const { operation } = asking;
  const isMany = rows !== undefined && rows.length > 1;
  const named = asksFor(operation, 'identifier') ? [isMany ? templateStep(asking) : nameStep(asking)] : [];
  const kept = asksFor(operation, 'days') ? [retentionStep(asking)] : [];
  const parameter = askedValue(operation);
  return [
    ...(rows === undefined ? rowSteps(asking) : []),
    // A preview of many names shows how long each is kept.
    ...(isMany ? [...kept, ...named] : [...named, ...kept]),
    ...(parameter === undefined ? [] : [valueStep(asking, parameter)]),
    ...(operation.later === undefined ? [] : [whenStep(asking)]),
  ];
}

/** A cluster, then the snapshot where it is about one. */
function rowSteps<Input extends OperationInput>({ session, operation }: Asking<Input>): readonly Step<Draft>[] {
  const { isOffered } = operation;
  const options = async (position: Parameters<Step<Draft>>[1]): Promise<PromptOptions> => ({
    ...position,
    ...(await titled(session, operation)),
  });
  const askPlace: Step<Draft> = async (draft, position) => {
    const answer = await pickPlace(session, { ...(await options(position)), onlyClusters: isOffered === undefined });
    return mapAnswer(answer, place => ({
      ...draft,
      place,
      ...(place.kind === 'cluster' &&
        isOffered === undefined && { rows: [snapshotNow(place.cluster.identifier, session.gateway)] }),
    }));
  };
  const askRow: Step<Draft> = async ({ place }, position) => {
    if (place === undefined) {
      return undefined;
    }
    const answer = await pickOffered(operation, session, place, await options(position));
    return mapAnswer(answer, row => ({ place, rows: [row] }));
  };
  return isOffered === undefined ? [askPlace] : [askPlace, askRow];
}

function nameStep<Input extends OperationInput>({ session, operation, names, early }: Asking<Input>): Step<Draft> {
  return async (draft, position) => {
    const [source] = draft.rows ?? [];
    if (source === undefined) {
      return undefined;
    }
    const { target } = session;
    const name = suggestTargetIdentifier(source, taken => names.isKnown(taken));
    const input = inputFor(operation, source, { name, days: keepUntilDeleted });
    early.begin(input);
    const now = () => session.gateway.now();
    let isRefused = false;
    const refused = async (): Promise<string | undefined> => {
      if (isRefused) {
        // Somebody may have resumed the cluster meanwhile.
        early.begin(input);
      }
      const refusal = await early.refusal();
      isRefused = refusal !== undefined;
      return refusal && refusalReason(refusal, { operation: operation.name, input, before: source }, target);
    };
    const answer = await askName({
      ...{ ...position, ...(await titled(session, operation, draft.rows)), source, names, target, refused, now },
      ...(draft.name !== undefined && { answered: draft.name }),
    });
    return mapAnswer(answer, name => ({ ...draft, name }));
  };
}

function retentionStep<Input extends OperationInput>({ session, operation, early }: Asking<Input>): Step<Draft> {
  return async (draft, position) => {
    const { rows: sources = [], name, retention } = draft;
    const [only] = sources;
    if (only !== undefined && name !== undefined) {
      early.begin(inputFor(operation, only, { name }));
    }
    const answer = await askRetention({
      ...{ ...position, ...(await titled(session, operation, sources)), sources, answered: retention?.choice },
      now: () => session.gateway.now(),
      // Only a source can be older than the period of its copy.
      ...(operation.source === undefined && { mayBeOver: false }),
    });
    return mapAnswer(answer, value => ({ ...draft, retention: value }));
  };
}

function valueStep<Input extends OperationInput>(
  { session, operation }: Asking<Input>,
  parameter: Parameter,
): Step<Draft> {
  return async (draft, position) => {
    const { rows = [], value: answered } = draft;
    const title = await titled(session, operation, rows);
    const answer = await askValue({ ...position, ...title, session, operation, parameter, rows, answered });
    return mapAnswer(answer, value => ({ ...draft, value }));
  };
}

function whenStep<Input extends OperationInput>({ session, operation }: Asking<Input>): Step<Draft> {
  return async (draft, position) => {
    const { rows = [] } = draft;
    const title = await titled(session, operation, rows);
    const answer = await askWhen({ ...position, ...title }, operation, { rows, now: session.gateway.now() });
    return mapAnswer(answer, isLater => ({ ...draft, isLater }));
  };
}

function templateStep<Input extends OperationInput>({ session, operation, names }: Asking<Input>): Step<Draft> {
  return async (draft, position) => {
    const { rows: sources = [], template: answered, retention: { days } = { days: [] } } = draft;
    const { target, gateway } = session;
    const title = await titled(session, operation, sources);
    const now = () => gateway.now();
    const answer = await askTemplate({ ...position, ...title, operation, sources, days, names, target, now, answered });
    return mapAnswer(answer, ({ text: template, plan }) => ({ ...draft, template, plan }));
  };
}

/** Names what it is about, and where: a prompt that changes something says whose. */
async function titled(
  session: Session,
  operation: Operation,
  rows: readonly Snapshot[] = [],
): Promise<Pick<PromptOptions, 'title' | 'signal'>> {
  const words = operationWords[operation.name];
  const [first, ...others] = rows;
  const { identifier = '', clusterIdentifier: cluster = '' } = first ?? {};
  const title =
    first === undefined
      ? words.title
      : others.length > 0
        ? words.several(count(rows.length)).title
        : words.one({ name: identifier, source: identifier, cluster, value: '' }).title;
  return { title: `${title} · ${await identityText(session)}`, signal: session.ended };
}

function mapAnswer<Value>(answer: Answer<Value>, map: (value: Value) => Draft): Answer<Draft> {
  return typeof answer === 'object' ? { value: map(answer.value) } : answer;
}
