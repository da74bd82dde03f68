import type { Cluster } from '../../../src/core/model/cluster';
import type { Page, RedshiftGateway, SnapshotQuery } from '../../../src/core/model/gateway';
import type { Snapshot } from '../../../src/core/model/snapshot';

export type Pages<Item> = AsyncIterable<Page<Item>>;

export interface Answers {
  readonly clusters?: (signal: AbortSignal | undefined) => Pages<Cluster>;
  readonly cluster?: RedshiftGateway['cluster'];
  readonly snapshots?: (query: SnapshotQuery, signal: AbortSignal | undefined) => Pages<Snapshot>;
  readonly send?: RedshiftGateway['send'];
  readonly describeSnapshot?: RedshiftGateway['describeSnapshot'];
  readonly events?: RedshiftGateway['events'];
  readonly describeStorage?: RedshiftGateway['describeStorage'];
  readonly callerIdentity?: RedshiftGateway['callerIdentity'];
}

/** Answers what a test gave it, and remembers what it was asked. What no answer was given for must not be asked. */
export class FakeGateway implements RedshiftGateway {
  /** E.g. `clusters`, `snapshots {"clusterIdentifier":"alpha"}`, `copySnapshot`. */
  readonly asked: string[] = [];
  disposed = false;
  /** Those for other Regions, in the order in which they were asked for. */
  readonly beside: FakeGateway[] = [];
  readonly #answers: Answers;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  clusters(signal?: AbortSignal): Pages<Cluster> {
    return this.#answer('clusters')(signal);
  }

  snapshots(query: SnapshotQuery, signal?: AbortSignal): Pages<Snapshot> {
    return this.#answer('snapshots', query)(query, signal);
  }

  cluster: RedshiftGateway['cluster'] = (...given) => this.#answer('cluster')(...given);
  send: RedshiftGateway['send'] = (...given) => this.#answer('send')(...given);
  describeSnapshot: RedshiftGateway['describeSnapshot'] = (...given) => this.#answer('describeSnapshot')(...given);
  events: RedshiftGateway['events'] = (...given) => this.#answer('events')(...given);
  describeStorage: RedshiftGateway['describeStorage'] = (...given) => this.#answer('describeStorage')(...given);
  callerIdentity: RedshiftGateway['callerIdentity'] = (...given) => this.#answer('callerIdentity')(...given);

  describeCluster(): never {
    throw new Error('Nothing in core describes a cluster.');
  }

  inRegion(region: string): RedshiftGateway {
    this.asked.push(`inRegion ${region}`);
    const gateway = new FakeGateway(this.#answers);
    this.beside.push(gateway);
    return gateway;
  }

  withCredentialsAtHand(): RedshiftGateway {
    return this;
  }

  allowQuestions(): void {
    this.asked.push('allowQuestions');
  }

  renewCredentials(): void {}

  now = Date.now;

  credentialsExpire(): number | undefined {
    return undefined;
  }

  dispose(): void {
    this.disposed = true;
  }

  #answer<Name extends keyof Answers>(name: Name, query?: SnapshotQuery): NonNullable<Answers[Name]> {
    this.asked.push(query === undefined ? name : `${name} ${JSON.stringify(query)}`);
    const answer = this.#answers[name];
    if (answer === undefined || this.disposed) {
      throw new Error(`${name} was not to be asked.`);
    }
    return answer;
  }
}

/** Pages that are here at once; at least one, as the service has it. */
export async function* pages<Item>(...given: readonly (readonly Item[])[]): Pages<Item> {
  const all = given.length === 0 ? [[]] : given;
  for (const [index, items] of all.entries()) {
    yield { items, more: index < all.length - 1 };
  }
}

/** Pages, and then an error in the place of the next one. */
export async function* pagesThenFailure<Item>(error: Error, ...given: readonly (readonly Item[])[]): Pages<Item> {
  for (const items of given) {
    yield { items, more: true };
  }
  throw error;
}

/** A listing whose pages come when the test says so. It does not look at its signal: a late answer arrives. */
export class Feed<Item> {
  /** One for each time it was asked for, in that order. */
  readonly runs: FeedRun<Item>[] = [];

  readonly source = (signal?: AbortSignal): Pages<Item> => {
    const run = new FeedRun<Item>(signal);
    this.runs.push(run);
    return run.pages();
  };

  run(index: number): FeedRun<Item> {
    const run = this.runs.at(index);
    if (run === undefined) {
      throw new Error(`It was asked for ${this.runs.length} times only.`);
    }
    return run;
  }
}

class FeedRun<Item> {
  readonly signal: AbortSignal | undefined;
  readonly #steps: (Page<Item> | Error)[] = [];
  #wake = (): void => {};

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
  }

  /** A page that others follow. Resolves when it has been taken in. */
  page(...items: readonly Item[]): Promise<void> {
    return this.#push({ items, more: true });
  }

  lastPage(...items: readonly Item[]): Promise<void> {
    return this.#push({ items, more: false });
  }

  fail(error: Error): Promise<void> {
    return this.#push(error);
  }

  async *pages(): Pages<Item> {
    for (;;) {
      const step = this.#steps.shift();
      if (step === undefined) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      } else if (step instanceof Error) {
        throw step;
      } else {
        yield step;
        if (!step.more) {
          return;
        }
      }
    }
  }

  #push(step: Page<Item> | Error): Promise<void> {
    this.#steps.push(step);
    this.#wake();
    return settled();
  }
}

/** Everything that can happen without the outside has happened. */
export function settled(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
