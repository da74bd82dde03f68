import { type Wait, wait } from '../../core/model/wait';

export interface TreeTime {
  readonly wait: Wait;
  /** Resolves when VS Code has taken in the rows that it is given now. */
  readonly takenIn: () => Promise<unknown>;
}

/** ms after which it is said who is being asked. */
export const aMoment = 1000;

/** ms from which on a change goes to VS Code in a message of its own. */
const untilSent = 10;

/** VS Code registers rows in the next turns of the event loop, and sends them in one after that. */
async function takenIn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await wait(untilSent);
}

export const treeTime: TreeTime = { wait, takenIn };
