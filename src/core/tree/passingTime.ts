import { type Expiry, isExpiringSoon } from '../model/expiry';
import { type TimeSpan, timeLeft, timeSpan } from '../model/timeSpan';
import type { SnapshotNode } from './nodes';

/** Whether a row says something else at `now` than it did `before`: its age, the time it has left, or its warning. */
export function readsOtherwise({ snapshot, expiry }: SnapshotNode, before: number, now: number): boolean {
  return (
    (snapshot.createTime !== undefined &&
      isOtherSpan(timeSpan, snapshot.createTime - before, snapshot.createTime - now)) ||
    (expiry.kind === 'at' && isOtherTimeLeft(expiry, before, now)) ||
    isExpiringSoon(expiry, before) !== isExpiringSoon(expiry, now)
  );
}

/** Nothing is said to be left of what is over. */
function isOtherTimeLeft({ start, time }: Extract<Expiry, { kind: 'at' }>, before: number, now: number): boolean {
  const spanOf = (milliseconds: number): TimeSpan => timeLeft(milliseconds, time - start);
  return time > before && (time <= now || isOtherSpan(spanOf, time - before, time - now));
}

function isOtherSpan(spanOf: (milliseconds: number) => TimeSpan, before: number, now: number): boolean {
  const [then, today] = [spanOf(before), spanOf(now)];
  return then.unit !== today.unit || then.amount !== today.amount || before > 0 !== now > 0;
}
