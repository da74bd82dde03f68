import { type CopyInput, copyClusterSnapshot } from '../operations/copyClusterSnapshot';

const { parameters } = copyClusterSnapshot;

export type RequestMember = keyof CopyInput;
export type TextMember = Exclude<RequestMember, 'ManualSnapshotRetentionPeriod'>;

/** The members of a request document, in the order of the API reference. */
export const requestMembers: readonly RequestMember[] = parameters.map(({ name }) => name).filter(isRequestMember);

export const requiredMembers: readonly RequestMember[] = parameters
  .filter(({ required }) => required)
  .map(({ name }) => name)
  .filter(isRequestMember);

export function isRequestMember(name: string): name is RequestMember {
  return parameters.some(parameter => parameter.name === name);
}

/** The member that was probably meant: another spelling (`--target-snapshot-identifier`), another word, or a slip of the pen. */
export function meantMember(name: string): RequestMember | undefined {
  const letters = lettersOf(name);
  const alias = parameters.find(({ alsoCalled }) => alsoCalled.includes(letters))?.name;
  if (alias !== undefined && isRequestMember(alias)) {
    return alias;
  }
  // A long name is none of these; without the limit a hostile one would take its time.
  const near =
    letters.length > 60 ? [] : requestMembers.map(member => ({ member, slips: slipsBetween(letters, member) }));
  const [best] = near.toSorted((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= 5 ? best.member : undefined;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Levenshtein's distance: letters to put in, take out or replace. */
function slipsBetween(letters: string, member: RequestMember): number {
  const wanted = lettersOf(member);
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
