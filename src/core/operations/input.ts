import { accepted, type Checked, rejected } from '../model/checked';
import type { OperationInput } from '../model/gateway';
import { checkTargetIdentifier, type IdentifierFault } from '../model/identifier';
import { checkRetentionDays, type RetentionFault } from '../model/retention';
import type { Operation, Parameter } from './operation';

/** What is wrong with the arguments of a command. */
export type ArgumentFault =
  | { readonly member: string; readonly kind: 'unknownMember' | 'notText' }
  | { readonly member: string; readonly kind: 'identifier'; readonly fault: IdentifierFault }
  | { readonly member: string; readonly kind: 'retention'; readonly fault: RetentionFault };

/** The parameters in the order of the API reference. */
export function inOrder({ parameters }: Operation, input: OperationInput): OperationInput {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value = input[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
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
  const members = checks.flatMap(({ parameter, checked }) => (checked.ok ? [[parameter.name, checked.value]] : []));
  return accepted(Object.fromEntries(members) as Input);
}

function checkArgument(
  { argument: member, kind, default: fallback }: Parameter,
  given: Readonly<Record<string, unknown>>,
): Checked<string | number, ArgumentFault> {
  const value = given[member] === undefined ? fallback : given[member];
  if (kind === 'days') {
    const days = checkRetentionDays(value);
    return days.ok ? days : rejected({ member, kind: 'retention', fault: days.reason });
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
