/** The members of a request document, in the order of the API reference: the parameters of CopyClusterSnapshot. */
export const requestMembers = [
  'SourceSnapshotIdentifier',
  'SourceSnapshotClusterIdentifier',
  'TargetSnapshotIdentifier',
  'ManualSnapshotRetentionPeriod',
] as const;

export type RequestMember = (typeof requestMembers)[number];
export type TextMember = Exclude<RequestMember, 'ManualSnapshotRetentionPeriod'>;

export const requiredMembers: readonly RequestMember[] = ['SourceSnapshotIdentifier', 'TargetSnapshotIdentifier'];

/** How the end of the name of a file tells that it is a request. */
export const requestFileEnd = '.redshift-copy.json';

export function isRequestPath(path: string): boolean {
  return path.endsWith(requestFileEnd);
}

export function isRequestMember(name: string): name is RequestMember {
  return requestMembers.some(member => member === name);
}

/** Other words for the members: those of this extension's own command, and of other operations. */
const alsoCalled: Readonly<Record<string, RequestMember>> = {
  snapshot: 'SourceSnapshotIdentifier',
  source: 'SourceSnapshotIdentifier',
  snapshotidentifier: 'SourceSnapshotIdentifier',
  cluster: 'SourceSnapshotClusterIdentifier',
  clusteridentifier: 'SourceSnapshotClusterIdentifier',
  snapshotclusteridentifier: 'SourceSnapshotClusterIdentifier',
  target: 'TargetSnapshotIdentifier',
  retention: 'ManualSnapshotRetentionPeriod',
  retentiondays: 'ManualSnapshotRetentionPeriod',
  retentionperiod: 'ManualSnapshotRetentionPeriod',
};

/** The member that was probably meant: another spelling (`--target-snapshot-identifier`), another word, or a slip of the pen. */
export function meantMember(name: string): RequestMember | undefined {
  const letters = lettersOf(name);
  const alias = Object.hasOwn(alsoCalled, letters) ? alsoCalled[letters] : undefined;
  if (alias !== undefined) {
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
