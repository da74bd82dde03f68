import { accepted, type Checked, rejected } from './checked';
import type { Snapshot } from './snapshot';

/** Longest identifier of a manual snapshot, in characters (CopyClusterSnapshot, TargetSnapshotIdentifier). */
export const maxIdentifierLength = 255;

export type IdentifierFault =
  | { readonly kind: 'blank' }
  | { readonly kind: 'tooLong'; readonly length: number }
  | { readonly kind: 'firstNotLetter'; readonly character: string }
  | { readonly kind: 'invalidCharacter'; readonly character: string; readonly position: number }
  | { readonly kind: 'trailingHyphen' }
  | { readonly kind: 'doubleHyphen'; readonly position: number };

/**
 * The identifier in the lower-case form that is sent, or the first rule that it breaks. White space around it is not part
 * of it. Positions are 1-based.
 *
 * Rules: TargetSnapshotIdentifier of CopyClusterSnapshot. The service compares identifiers ignoring case.
 */
export function checkTargetIdentifier(text: string): Checked<string, IdentifierFault> {
  const identifier = text.trim();
  const characters = [...identifier];
  const [first] = characters;
  if (first === undefined) {
    return rejected({ kind: 'blank' });
  }
  const invalid = characters.findIndex(character => !/^[A-Za-z0-9-]$/.test(character));
  if (invalid >= 0) {
    return rejected({ kind: 'invalidCharacter', character: characters[invalid] ?? '', position: invalid + 1 });
  }
  if (!/^[A-Za-z]/.test(first)) {
    return rejected({ kind: 'firstNotLetter', character: first });
  }
  const double = identifier.indexOf('--');
  if (double >= 0) {
    return rejected({ kind: 'doubleHyphen', position: double + 1 });
  }
  if (identifier.endsWith('-')) {
    return rejected({ kind: 'trailingHyphen' });
  }
  if (identifier.length > maxIdentifierLength) {
    return rejected({ kind: 'tooLong', length: identifier.length });
  }
  return accepted(identifier.toLowerCase());
}

/**
 * A valid identifier for a copy of this snapshot, e.g. `analytics-prod-2026-11-22-1403-manual`, made from its cluster and
 * the time (UTC) that its data shows; with `-2`, `-3` … behind it as long as `isTaken` says so.
 */
export function suggestTargetIdentifier(
  snapshot: Pick<Snapshot, 'clusterIdentifier' | 'createTime'>,
  isTaken: (identifier: string) => boolean,
): string {
  const base = `${asIdentifierPart(snapshot.clusterIdentifier)}${timeStamp(snapshot.createTime)}-manual`;
  let suggestion = base;
  for (let number = 2; isTaken(suggestion); number += 1) {
    suggestion = `${base}-${number}`;
  }
  return suggestion;
}

/** Empty for what has no year of four digits: `toISOString` would give it a sign, or throw. */
function timeStamp(time: number | undefined): string {
  const date = new Date(time ?? Number.NaN);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) {
    return '';
  }
  const [day, clock] = date.toISOString().split('T');
  return `-${day}-${clock?.slice(0, 5).replace(':', '')}`;
}

/** Room is left for the time, `-manual` and a number. */
function asIdentifierPart(text: string): string {
  const part = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 200)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(part) ? part : part === '' ? 'snapshot' : `snapshot-${part}`;
}
