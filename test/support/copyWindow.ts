// A window as far as copies are concerned: a session and a tracker, beside others that share the journal and the account.

import type { Journal } from '../../src/core/activity/journal';
import { Tracker } from '../../src/core/activity/tracker';
import type { RedshiftGateway } from '../../src/core/model/gateway';
import { memoize } from '../../src/core/model/memoize';
import type { Target } from '../../src/core/model/target';
import type { Wait } from '../../src/core/model/wait';
import { type CopyInput, copyClusterSnapshot } from '../../src/core/operations/copyClusterSnapshot';
import type { OperationRecord } from '../../src/core/operations/record';
import { type Ended, type Outcome, type RunOptions, run } from '../../src/core/operations/run';
import type { Session } from '../../src/core/session/session';
import { TreeModel } from '../../src/core/tree/treeModel';
import type { CopyStage } from './copyStage';

export interface CopyWindowOptions {
  readonly journal: Journal;
  readonly target?: Target;
  /** Instead of the stage's, in which time passes at once. */
  readonly wait?: Wait;
}

export class CopyWindow {
  readonly tracker: Tracker;
  readonly session: Session;
  /** What was told about copies that were watched. */
  readonly endings: OperationRecord[] = [];
  readonly failures: unknown[] = [];
  /** How much keeps the connection open. */
  carried = 0;
  /** How often it was told that something is different. */
  changes = 0;
  /** Names of copies that were read again, those of one reading together. */
  readonly seen: (readonly string[])[] = [];
  readonly #gateway: RedshiftGateway;
  readonly #ending = new AbortController();
  readonly #wait: Wait;
  readonly #waiting = new Set<() => void>();

  constructor(stage: CopyStage, { journal, target = stage.target, wait = stage.wait }: CopyWindowOptions) {
    this.#gateway = stage.connect();
    this.#wait = wait;
    this.tracker = new Tracker({
      journal,
      wait,
      now: stage.now,
      changed: () => {
        this.changes += 1;
        this.#tell();
      },
      ended: operations => {
        this.endings.push(...operations);
        this.#tell();
      },
      seen: (_, copies) => this.seen.push(copies.map(({ identifier }) => identifier)),
      failed: error => {
        this.failures.push(error);
        this.#tell();
      },
    });
    const identity = memoize(() => this.#gateway.callerIdentity());
    this.session = {
      target,
      gateway: this.#gateway,
      get identity() {
        return identity().catch(() => undefined);
      },
      tree: new TreeModel({ gateway: this.#gateway, changed: () => {} }),
      ended: this.#ending.signal,
      carryThrough: work => this.#carry(work),
    };
  }

  /** Opens the session: what is pending in it is watched from here on. */
  follow(): void {
    this.tracker.follow({ kind: 'open', session: this.session, others: [], problems: [] });
  }

  /** As the command does it: checked, written down, sent, followed. */
  send(input: CopyInput, more: Partial<RunOptions<CopyInput>> = {}): Promise<Ended> {
    return run({
      ...{ operation: copyClusterSnapshot, input, gateway: this.#gateway, wait: this.#wait },
      entry: this.tracker.begin(this.session, copyClusterSnapshot, input),
      signal: new AbortController().signal,
      ...more,
    });
  }

  /** The same; resolves when the outcome is written down. */
  async copy(request: CopyInput, more: Partial<RunOptions<CopyInput>> = {}): Promise<Outcome> {
    const { outcome, saved } = await this.send(request, more);
    await saved;
    return outcome;
  }

  /** Resolves when something is so. */
  until(check: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = (): void => {
        if (check()) {
          this.#waiting.delete(look);
          resolve();
        }
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Resolves when so many ends were told. */
  told(count: number): Promise<void> {
    return this.until(() => this.endings.length >= count);
  }

  /** The state of the operation with this target. */
  stateOf(targetIdentifier: string): string | undefined {
    return this.tracker.operations.find(({ input: request }) => request.TargetSnapshotIdentifier === targetIdentifier)
      ?.state;
  }

  /** The session is replaced; what has been sent is still carried to its end. */
  replaceSession(): void {
    this.#ending.abort();
    this.tracker.follow({ kind: 'starting' });
  }

  close(): void {
    this.tracker.dispose();
    this.#ending.abort();
    this.#gateway.dispose();
  }

  #carry<Value>(work: Promise<Value>): Promise<Value> {
    this.carried += 1;
    return work.finally(() => {
      this.carried -= 1;
    });
  }

  #tell(): void {
    for (const look of [...this.#waiting]) {
      look();
    }
  }
}
