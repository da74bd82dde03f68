import { type Expiry, isExpiringSoon } from '../model/expiry';
import { type TimeSpan, timeLeft } from '../model/timeSpan';
import type { SnapshotNode } from './nodes';

/** Whether a row says something else at `now` than it did `before`: the time it has left, or its warning. */
export function readsOtherwise({ expiry }: SnapshotNode, before: number, now: number): boolean {
  return (
    (expiry.kind === 'at' && isOtherTimeLeft(expiry, before, now)) ||
    isExpiringSoon(expiry, before) !== isExpiringSoon(expiry, now)
  );
}

/** Nothing is said to be left of what is over. */
function isOtherTimeLeft({ start, time }: Extract<Expiry, { kind: 'at' }>, before: number, now: number): boolean {
  const spanOf = (milliseconds: number): TimeSpan => timeLeft(milliseconds, time - start);
  const [then, today] = [spanOf(time - before), spanOf(time - now)];
  return time > before && (time <= now || then.unit !== today.unit || then.amount !== today.amount);
}
