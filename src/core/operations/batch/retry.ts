import { isJsonObject, type JsonObject } from '../../model/json';
import { checkCopyArguments } from '../copyArguments';
import type { CopyInput } from '../copyClusterSnapshot';
import { outcomeWords } from './report';

/** What of a report is worth another try. */
export interface Retry {
  readonly requests: readonly CopyInput[];
  /** Of some the name was taken: the same name would fail again. */
  readonly needsNames: boolean;
}

const takenCodes: readonly unknown[] = [
  'targetTaken',
  'ClusterSnapshotAlreadyExists',
  'ClusterSnapshotAlreadyExistsFault',
];

/** Those that failed, as a report has them: not what was copied, what may have been, and what the user had cancelled. */
export function retryOf(report: JsonObject): Retry {
  const { Copies } = report;
  const rows = (Array.isArray(Copies) ? Copies : []).filter(isJsonObject).filter(hasFailed);
  const requests = rows.flatMap(row => {
    const request = checkCopyArguments({
      cluster: row['SourceSnapshotClusterIdentifier'],
      snapshot: row['SourceSnapshotIdentifier'],
      target: row['TargetSnapshotIdentifier'],
      retentionDays: row['ManualSnapshotRetentionPeriod'],
    });
    return request.ok ? [request.value] : [];
  });
  return { requests, needsNames: rows.some(isTaken) };
}

function hasFailed({ Outcome }: JsonObject): boolean {
  const { failed, refused, clash } = outcomeWords;
  return Outcome === failed || Outcome === refused || Outcome === clash;
}

function isTaken({ Outcome, Code }: JsonObject): boolean {
  return Outcome === outcomeWords.clash || takenCodes.includes(Code);
}
