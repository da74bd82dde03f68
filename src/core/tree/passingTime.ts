import { isExpiringSoon } from '../expiry/expiry';
import { timeSpan } from '../expiry/timeSpan';
import type { SnapshotNode } from './nodes';

/** Whether a row says something else at `now` than it did `before`: its age, the time it has left, or its warning. */
export function readsOtherwise({ snapshot, expiry }: SnapshotNode, before: number, now: number): boolean {
  return (
    (snapshot.createTime !== undefined && isOtherSpan(snapshot.createTime, before, now)) ||
    (expiry.kind === 'at' && expiry.time > before && isOtherSpan(expiry.time, before, now)) ||
    isExpiringSoon(expiry, before) !== isExpiringSoon(expiry, now)
  );
}

function isOtherSpan(time: number, before: number, now: number): boolean {
  const [then, today] = [timeSpan(time - before), timeSpan(time - now)];
  return then.unit !== today.unit || then.amount !== today.amount || time > before !== time > now;
}
