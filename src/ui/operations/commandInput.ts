import type { OperationInput } from '../../core/model/gateway';
import { areArguments, checkArguments } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import { UserError } from '../commands/userError';
import { argumentFaultText } from '../text/faultText';

/** The input that a program gives as one object; `where` names that among several. Throws a UserError for anything else. */
export function inputOf(operation: Operation, given: unknown, where = ''): OperationInput {
  const checked = checkArguments(operation, areArguments(operation, given) ? given : {});
  if (!checked.ok) {
    throw new UserError(`${where}${argumentFaultText(operation, checked.reason)}`);
  }
  return checked.value;
}
