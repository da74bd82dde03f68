import { l10n } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import { allOperations } from '../../core/operations/all';
import { copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { areArguments, checkArguments } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import { UserError } from '../commands/userError';
import { argumentFaultText } from '../text/faultText';

type Given = Readonly<Record<string, unknown>>;

/** `{ operation, … }` with the command of an operation and its arguments; without one, those of a copy. */
export function areOperationArguments(given: unknown): given is Given {
  return allOperations.some(operation => areArguments(operation, given));
}

/** Throws a UserError that names the first wrong argument. */
export function operationArguments({ operation: name = copyClusterSnapshot.command, ...rest }: Given): {
  readonly operation: Operation;
  readonly input: OperationInput;
} {
  const operation = allOperations.find(({ command }) => command === name);
  if (operation === undefined) {
    const known = allOperations.map(({ command }) => command).join(', ');
    throw new UserError(l10n.t('There is no operation "{0}". There are {1}.', String(name), known));
  }
  const input = checkArguments(operation, rest);
  if (!input.ok) {
    throw new UserError(argumentFaultText(operation, input.reason));
  }
  return { operation, input: input.value };
}
