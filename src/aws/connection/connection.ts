import type { HttpHandlerOptions, MiddlewareStack } from '@smithy/types';
import type { ConnectOptions } from '../../core/aws';
import type { ProblemError } from '../../core/problem';
import { toProblemError } from '../failures/problems';
import { untilAborted } from './abort';
import { Clients } from './clients';
import { supplyCredentials } from './credentials';
import { readSettings } from './settings';
import { type Trace, traceCommand } from './tracing';

export interface Request {
  /** E.g. `DescribeClusters`. */
  readonly operation: string;
  /** It changes something: a failure says whether it may have been carried out. */
  readonly changes: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Options of a connection that only tests set. */
export interface ConnectionTuning {
  /** Milliseconds. */
  readonly requestTimeout?: number;
}

/** The way of every request: what it needs is made with the first one; each is logged; each failure is a ProblemError. */
export class Connection {
  readonly #options: ConnectOptions;
  readonly #tuning: ConnectionTuning;
  #clients: Promise<Clients> | undefined;
  #secrets: () => readonly string[] = () => [];

  constructor(options: ConnectOptions, tuning: ConnectionTuning = {}) {
    this.#options = options;
    this.#tuning = tuning;
  }

  /**
   * Sends one command. `stack` is that command's own; `run` sends it with the client that it needs and the options given.
   * Rejects with a ProblemError and nothing else.
   */
  async send<Input extends object, Output extends object, Answer extends Output>(
    request: Request,
    stack: MiddlewareStack<Input, Output>,
    run: (clients: Clients, options: HttpHandlerOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const { signal } = request;
    const trace: Trace = { sent: false };
    traceCommand(stack, trace);
    const start = performance.now();
    try {
      signal?.throwIfAborted();
      const work = this.#connect().then(clients => run(clients, signal ? { abortSignal: signal } : {}));
      const answer = await untilAborted(work, signal);
      this.#log(request, start, factsOf(answer, trace));
      return answer;
    } catch (error) {
      const problem = this.#toProblem(error, request, trace);
      this.#log(request, start, factsOf(error, trace), problem);
      throw problem;
    }
  }

  /** A promise of several requests' work, given up as soon as one's own signal is aborted. */
  async guard<T>(request: Request, work: Promise<T>): Promise<T> {
    try {
      return await untilAborted(work, request.signal);
    } catch (error) {
      throw this.#toProblem(error, request, { sent: false });
    }
  }

  dispose(): void {
    // A connection that never came about has nothing to close.
    void this.#clients?.then(
      clients => clients.destroy(),
      () => {},
    );
  }

  #connect(): Promise<Clients> {
    this.#clients ??= this.#makeClients().catch((error: unknown) => {
      this.#clients = undefined;
      throw error;
    });
    return this.#clients;
  }

  async #makeClients(): Promise<Clients> {
    const { target, credentials } = this.#options;
    const settings = { ...(await readSettings(target)), ...this.#tuning };
    const supply = supplyCredentials(target.source, settings, credentials);
    this.#secrets = supply.secrets;
    return new Clients(settings, supply.provider);
  }

  #toProblem(error: unknown, request: Request, trace: Trace): ProblemError {
    return toProblemError(error, { ...request, ...trace, secrets: this.#secrets() });
  }

  #log(request: Request, start: number, facts: RequestFacts, problem?: ProblemError): void {
    this.#options.log({
      operation: request.operation,
      target: targetText(this.#options),
      milliseconds: Math.round(performance.now() - start),
      ...facts,
      ...(problem && { errorCode: problem.problem.code }),
    });
  }
}

interface RequestFacts {
  readonly attempts: number;
  readonly requestId?: string;
}

/** The SDK notes attempts and request id on answers and on errors alike. */
function factsOf(outcome: unknown, trace: Trace): RequestFacts {
  const { $metadata } = Object(outcome) as {
    readonly $metadata?: { readonly attempts?: number; readonly requestId?: string };
  };
  return {
    attempts: $metadata?.attempts ?? (trace.sent ? 1 : 0),
    ...($metadata?.requestId !== undefined && { requestId: $metadata.requestId }),
  };
}

/** E.g. `prod · eu-west-1`. */
function targetText({ target }: ConnectOptions): string {
  const source = target.source.kind === 'profile' ? target.source.name : target.source.kind;
  return `${source} · ${target.region}`;
}
