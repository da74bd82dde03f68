import type { OperationInput } from '../../model/gateway';
import { isJsonObject, type JsonObject } from '../../model/json';
import { checkArguments } from '../input';
import type { Operation } from '../operation';
import { otherWords, rowsOf } from './report';

/** What of a report is worth another try. */
export interface Retry<Input extends OperationInput> {
  readonly inputs: readonly Input[];
  /** Of some the name was taken: the same name would fail again. */
  readonly needsNames: boolean;
}

const takenCodes: readonly unknown[] = [
  'targetTaken',
  'ClusterSnapshotAlreadyExists',
  'ClusterSnapshotAlreadyExistsFault',
];

/** Those that failed, as a report has them: not what was done, what may have been, and what the user had cancelled. */
export function retryOf<Input extends OperationInput>(operation: Operation<Input>, report: JsonObject): Retry<Input> {
  const listed = report[rowsOf(operation)];
  const rows = (Array.isArray(listed) ? listed : []).filter(isJsonObject).filter(hasFailed);
  const inputs = rows.flatMap(row => {
    const given = operation.parameters.map(({ name, argument }) => [argument, row[name]] as const);
    const checked = checkArguments(operation, Object.fromEntries(given));
    return checked.ok ? [checked.value] : [];
  });
  return { inputs, needsNames: rows.some(isTaken) };
}

function hasFailed({ Outcome }: JsonObject): boolean {
  const { failed, refused, clash } = otherWords;
  return Outcome === failed || Outcome === refused || Outcome === clash;
}

function isTaken({ Outcome, Code }: JsonObject): boolean {
  return Outcome === otherWords.clash || takenCodes.includes(Code);
}
