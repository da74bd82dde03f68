import type { Operation, Parameter } from '../operations/operation';

/** The parameter that was probably meant: another spelling (`--target-snapshot-identifier`), another word, or a slip of the pen. */
export function meantParameter({ parameters }: Pick<Operation, 'parameters'>, name: string): Parameter | undefined {
  const letters = lettersOf(name);
  const alias = parameters.find(({ alsoCalled }) => alsoCalled.includes(letters));
  // A long name is none of these; without the limit a hostile one would take its time.
  if (alias !== undefined || letters.length > 60) {
    return alias;
  }
  const near = parameters.map(parameter => ({ parameter, slips: slipsBetween(letters, lettersOf(parameter.name)) }));
  const [best] = near.toSorted((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= 5 ? best.parameter : undefined;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Levenshtein's distance: letters to put in, take out or replace. */
function slipsBetween(letters: string, wanted: string): number {
  let row = Array.from({ length: wanted.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...letters].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...wanted].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[wanted.length] ?? 0;
}
