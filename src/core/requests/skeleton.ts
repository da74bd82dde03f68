import type { OperationInput } from '../model/gateway';
import { suggestTargetIdentifier } from '../model/identifier';
import type { Snapshot } from '../model/snapshot';
import { askedValue, inOrder, inputFor } from '../operations/input';
import type { Operation } from '../operations/operation';

/** Parameters that can be sent as they are: the examples. */
export function exampleFor<Input extends OperationInput>({ parameters }: Operation<Input>): Input {
  return Object.fromEntries(parameters.map(({ name, example }) => [name, example])) as Input;
}

/**
 * Parameters that can be sent as they are, about a row: what makes a snapshot, under a name that is free as far as known, and
 * kept until somebody deletes it; what changes one, with the period that it has; with example tags. An account is left open.
 */
export function requestFor<Input extends OperationInput>(
  operation: Operation<Input>,
  row: Snapshot,
  isTaken: (identifier: string) => boolean = () => false,
): Input {
  const days = operation.effect === 'changes' ? row.manualRetentionDays : undefined;
  const { kind, example } = askedValue(operation) ?? {};
  // Data is shared with nobody by mistake: who it is has to be written first.
  const value = kind === 'account' ? '<account>' : example;
  const input = inputFor(operation, row, { name: suggestTargetIdentifier(row, isTaken), days, value });
  return inOrder(operation, input) as Input;
}

/** The text of a request document: what --cli-input-json of the AWS CLI and boto3's keyword arguments take, or a list of it. */
export function requestText(inputs: readonly OperationInput[]): string {
  return `${JSON.stringify(inputs.length === 1 ? inputs[0] : inputs, null, 2)}\n`;
}
