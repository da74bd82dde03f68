import { distance } from 'fastest-levenshtein';
import type { Operation, Parameter } from '../operations/operation';

/** The parameter that was probably meant: another spelling (`--target-snapshot-identifier`), another word, or a slip of the pen. */
export function meantParameter({ parameters }: Pick<Operation, 'parameters'>, name: string): Parameter | undefined {
  const letters = lettersOf(name);
  const alias = parameters.find(({ alsoCalled }) => alsoCalled.includes(letters));
  // A long name is none of these; without the limit a hostile one would take its time.
  if (alias !== undefined || letters.length > 60) {
    return alias;
  }
  const near = parameters.map(parameter => ({ parameter, slips: distance(letters, lettersOf(parameter.name)) }));
  const [best] = near.toSorted((a, b) => a.slips - b.slips);
  // A short name is not another one because it is as short.
  return best !== undefined && best.slips <= Math.min(5, letters.length / 2) ? best.parameter : undefined;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
