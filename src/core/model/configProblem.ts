import type { ConfigProblem } from './aws';

/** That a file does not exist is worth a word where a variable names it: the other one may be all that is wanted. */
export function isWorthShowing({ kind, text }: ConfigProblem): boolean {
  return kind !== 'missing' || text.startsWith('AWS_');
}
