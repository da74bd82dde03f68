// A copy that no window follows.
import { type CopyInput, copyClusterSnapshot } from '../../src/core/operations/copyClusterSnapshot';
import { type Entry, type Outcome, type RunOptions, run } from '../../src/core/operations/run';
import { type SendOptions, type SendOutcome, send } from '../../src/core/operations/send';

/** Writes nothing down. */
export const untracked: Entry = { write: async () => {}, sent: () => {}, end: async () => {} };

export type CopyOptions = Omit<RunOptions<CopyInput>, 'operation' | 'entry' | 'signal'> &
  Partial<Pick<RunOptions<CopyInput>, 'entry' | 'signal'>>;

export async function runCopy(options: CopyOptions): Promise<Outcome> {
  const { signal } = new AbortController();
  return (await run({ operation: copyClusterSnapshot, entry: untracked, signal, ...options })).outcome;
}

export function sendCopy(options: Omit<SendOptions<CopyInput>, 'operation'>): Promise<SendOutcome> {
  return send({ operation: copyClusterSnapshot, ...options });
}
