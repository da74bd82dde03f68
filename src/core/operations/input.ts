import { accepted, type Checked, rejected } from '../model/checked';
import type { OperationInput, RedshiftGateway } from '../model/gateway';
import { checkTargetIdentifier, type IdentifierFault } from '../model/identifier';
import type { JsonValue } from '../model/json';
import { checkRetentionDays, keepUntilDeleted, type RetentionFault } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import type { Operation, Parameter } from './operation';
import { checkValue, isAskedValue, isValueKind, type ValueFault } from './value';

/** What is wrong with the arguments of a command. */
export type ArgumentFault =
  | { readonly member: string; readonly kind: 'unknownMember' | 'notText' }
  | { readonly member: string; readonly kind: 'identifier'; readonly fault: IdentifierFault }
  | { readonly member: string; readonly kind: 'retention'; readonly fault: RetentionFault }
  | { readonly member: string; readonly kind: 'value'; readonly fault: ValueFault };

/** The parameters in the order of the API reference. */
export function inOrder({ parameters }: Operation, input: OperationInput): OperationInput {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value = input[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What is asked for, beside what the row gives. */
export interface Answers {
  /** Of the new snapshot. */
  readonly name?: string | undefined;
  /** The retention period. */
  readonly days?: number | undefined;
  /** An account, tags, or keys of tags. */
  readonly value?: JsonValue | undefined;
}

/** Whether an operation has a parameter that is asked for. */
export function asksFor({ parameters }: Operation, kind: 'identifier' | 'days'): boolean {
  return parameters.some(parameter => parameter.kind === kind);
}

/** The parameter with an account, tags or keys of tags that is asked for; undefined where there is none that is required. */
export function askedValue({ parameters }: Operation): Parameter | undefined {
  return parameters.find(isAskedFor);
}

function isAskedFor({ kind, required }: Parameter): boolean {
  return required && isAskedValue(kind);
}

/** What is sent for a row and what was answered. */
export function inputFor<Input extends OperationInput>(
  { parameters, about }: Operation<Input>,
  row: Snapshot,
  { name: identifier, days = keepUntilDeleted, value }: Answers,
): Input {
  const answered = parameters.flatMap(parameter => {
    const { name, kind } = parameter;
    const asked = isAskedFor(parameter) ? value : undefined;
    const answer = kind === 'days' ? days : kind === 'identifier' ? identifier : asked;
    return answer === undefined ? [] : [[name, answer] as const];
  });
  return { ...about(row), ...Object.fromEntries(answered) } as Input;
}

/** The service's own, which counts lifetimes: a gateway. */
type Clock = Pick<RedshiftGateway, 'now'>;

/** A row as far as an input names it: it was not read. */
export function rowOfInput(operation: Operation, input: OperationInput, clock: Clock): Snapshot {
  const { identifier, cluster = '' } = operation.source?.(input) ?? operation.subject({ input });
  if (operation.isOffered === undefined) {
    return snapshotNow(cluster, clock);
  }
  const type = operation.source === undefined ? 'manual' : 'automated';
  const arn = input[operation.parameters.find(({ kind }) => kind === 'snapshotArn')?.name ?? ''];
  const row: Snapshot = { identifier, clusterIdentifier: cluster, type, status: 'available', encrypted: false };
  return typeof arn === 'string' ? { ...row, arn } : row;
}

/** What was answered for an input. */
export function answersOf(operation: Operation, input: OperationInput): Answers {
  const [name, days] = (['identifier', 'days'] as const).map(kind => {
    const parameter = operation.parameters.find(candidate => candidate.kind === kind);
    return parameter && input[parameter.name];
  });
  const value = input[askedValue(operation)?.name ?? ''];
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof days === 'number' && { days }),
    ...(value !== undefined && { value }),
  };
}

/** The snapshot that a cluster would have now: the retention starts when it is complete, never before it is asked for. */
export function snapshotNow(clusterIdentifier: string, clock: Clock): Snapshot {
  return {
    ...{ identifier: '', clusterIdentifier, type: 'manual', status: 'creating', encrypted: false },
    get createTime() {
      return clock.now();
    },
  };
}

/** A plain object with at least one of the arguments: meant as such, right or wrong. Tree rows are not. */
export function areArguments({ parameters }: Operation, value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('kind' in value) &&
    parameters.some(({ argument }) => argument in value)
  );
}

/** The input, or what is wrong with the first wrong argument; one that is not known is refused, not ignored. */
export function checkArguments<Input extends OperationInput>(
  { parameters }: Operation<Input>,
  given: Readonly<Record<string, unknown>>,
): Checked<Input, ArgumentFault> {
  const unknown = Object.keys(given).find(member => !parameters.some(({ argument }) => argument === member));
  if (unknown !== undefined) {
    return rejected({ member: unknown, kind: 'unknownMember' });
  }
  const checks = parameters.map(parameter => ({ parameter, checked: checkArgument(parameter, given) }));
  for (const { checked } of checks) {
    if (!checked.ok) {
      return checked;
    }
  }
  const members = checks.flatMap(({ parameter, checked }) =>
    checked.ok && checked.value !== undefined ? [[parameter.name, checked.value]] : [],
  );
  return accepted(Object.fromEntries(members) as Input);
}

function checkArgument(
  { argument: member, kind, required, default: fallback }: Parameter,
  given: Readonly<Record<string, unknown>>,
): Checked<JsonValue | undefined, ArgumentFault> {
  const value = given[member] === undefined ? fallback : given[member];
  if (kind === 'days') {
    const days = checkRetentionDays(value);
    return days.ok ? days : rejected({ member, kind: 'retention', fault: days.reason });
  }
  if (isValueKind(kind)) {
    if (value === undefined && !required) {
      return accepted(undefined);
    }
    const checked = checkValue(kind, value, required);
    return checked.ok ? checked : rejected({ member, kind: 'value', fault: checked.reason });
  }
  if (typeof value !== 'string' || value.trim() === '') {
    return rejected({ member, kind: 'notText' });
  }
  if (kind === 'text') {
    return accepted(value.trim());
  }
  const name = checkTargetIdentifier(value);
  return name.ok ? name : rejected({ member, kind: 'identifier', fault: name.reason });
}
