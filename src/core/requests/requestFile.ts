import { allOperations } from '../operations/all';
import type { Operation } from '../operations/operation';

/** How the name of a file ends that holds parameters of this operation. */
export function requestFileEnd({ requestWord }: Pick<Operation, 'requestWord'>): string {
  return `.redshift-${requestWord}.json`;
}

/** The operation of which a file holds parameters, as its name says. */
export function operationOfFile(path: string): Operation | undefined {
  return allOperations.find(operation => path.endsWith(requestFileEnd(operation)));
}
