import type { HttpHandlerOptions, MiddlewareStack } from '@smithy/types';
import { isReadOperation } from '../../core/access/readOperations';
import type { ConnectOptions } from '../../core/aws';
import { ProblemError } from '../../core/problem';
import { withServiceCode } from '../failures/jsonErrors';
import { toProblemError } from '../failures/problems';
import { AskOnce } from '../signIn/askOnce';
import { MfaSessions } from '../signIn/mfaSessions';
import { untilAborted } from './abort';
import { Clients } from './clients';
import { type CredentialSupply, supplyCredentials } from './credentials';
import { type Report, recordOf } from './requestReports';
import { readSettings } from './settings';
import { type Trace, traceCommand } from './tracing';

export interface Request {
  /** E.g. `DescribeClusters`. */
  readonly operation: string;
  /** It changes something: a failure says whether it may have been carried out. */
  readonly changes: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What connections have in common, and what only tests set. */
export interface ConnectionTuning {
  /** Milliseconds. */
  readonly requestTimeout?: number;
  readonly mfa?: MfaSessions;
}

/** What a request needs: made with the first one, and anew when the files have changed. */
interface Means {
  readonly clients: Clients;
  readonly supply: CredentialSupply;
}

/** The way of every request: what it needs is made with the first one; each is logged; each failure is a ProblemError. */
export class Connection {
  readonly #options: ConnectOptions;
  readonly #tuning: ConnectionTuning;
  readonly #ended = new AbortController();
  readonly #before: Promise<Means>[] = [];
  #means: Promise<Means> | undefined;
  readonly #host: AskOnce | undefined;
  #secrets: () => readonly string[] = () => [];
  #maxAttempts = 1;
  #expire: () => number | undefined = () => undefined;

  constructor(options: ConnectOptions, tuning: ConnectionTuning = {}) {
    this.#options = options;
    this.#tuning = tuning;
    this.#host = options.signIn && new AskOnce(options.signIn);
  }

  /** How often the settings have a read tried, as soon as they are known: whoever tries again itself keeps to it. */
  get maxAttempts(): number {
    return this.#maxAttempts;
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
    this.#admit(request);
    const trace: Trace = { sent: false };
    traceCommand(stack, trace);
    try {
      return await this.#attempt(request, trace, run);
    } catch (error) {
      if (!(await this.#canRepeat(error, request, trace))) {
        throw error;
      }
      return this.#attempt(request, trace, run);
    }
  }

  allowQuestions(): void {
    this.#host?.allow();
  }

  /** The credentials are resolved anew by the next request, the settings read anew. What is under way goes on. */
  renew(): void {
    if (this.#means !== undefined) {
      this.#before.push(this.#means);
      this.#means = undefined;
    }
  }

  /** When the credentials in use expire. */
  credentialsExpire(): number | undefined {
    return this.#expire();
  }

  dispose(): void {
    this.#ended.abort();
    for (const means of [...this.#before, ...(this.#means ? [this.#means] : [])]) {
      // A connection that never came about has nothing to close.
      void means.then(
        ({ clients }) => clients.destroy(),
        () => {},
      );
    }
  }

  /** Refuses what is not known to change nothing, where only reading is allowed: before anything is resolved or sent. */
  #admit({ operation, changes }: Request): void {
    if (this.#options.readOnly?.() && (changes || !isReadOperation(operation))) {
      const message = `${operation} was not sent: only reading is allowed.`;
      const problem = { kind: 'readOnly', operation, code: 'ReadOnly', message, outcomeUnknown: false } as const;
      throw new ProblemError(problem);
    }
  }

  async #attempt<Answer extends object>(
    request: Request,
    trace: Trace,
    run: (clients: Clients, options: HttpHandlerOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const { signal } = request;
    const start = performance.now();
    try {
      signal?.throwIfAborted();
      const work = this.#connect().then(({ clients }) => run(clients, signal ? { abortSignal: signal } : {}));
      const answer = await untilAborted(work, signal);
      this.#log(request, { start, outcome: answer, trace });
      return answer;
    } catch (error) {
      const problem = this.#toProblem(error, request, trace);
      this.#log(request, { start, outcome: error, trace, problem });
      if (problem.problem.signIn !== undefined) {
        this.#host?.signInNeeded(problem.problem.signIn);
      }
      throw problem;
    }
  }

  /**
   * Whether the credentials that the service called expired could be replaced by others. Only a read may be repeated then;
   * after a change the next request finds fresh ones.
   */
  async #canRepeat(error: unknown, request: Request, trace: Trace): Promise<boolean> {
    const expired = error instanceof ProblemError && error.problem.kind === 'credentialsExpired' && trace.sent;
    const means = expired ? await this.#means : undefined;
    if (means === undefined) {
      return false;
    }
    if (request.changes) {
      means.supply.forget();
      return false;
    }
    try {
      return await untilAborted(means.supply.renew(trace.accessKeyId), request.signal);
    } catch (failure) {
      throw this.#toProblem(failure, request, { sent: false });
    }
  }

  #connect(): Promise<Means> {
    if (this.#means === undefined) {
      const means = this.#makeMeans();
      this.#means = means;
      means.catch(() => {
        this.#means = this.#means === means ? undefined : this.#means;
      });
    }
    return this.#means;
  }

  async #makeMeans(): Promise<Means> {
    const { target, credentials } = this.#options;
    const host = this.#host;
    const { mfa = new MfaSessions(), ...tuning } = this.#tuning;
    const settings = { ...(await readSettings(target)), ...tuning };
    const supply = supplyCredentials(
      target.source,
      { settings, host, mfa, ended: this.#ended.signal, report: this.#report },
      credentials,
    );
    this.#secrets = supply.secrets;
    this.#maxAttempts = settings.maxAttempts;
    this.#expire = supply.expire;
    return { clients: new Clients(settings, supply.provider), supply };
  }

  #toProblem(error: unknown, request: Request, trace: Trace): ProblemError {
    return toProblemError(error, { ...request, ...trace, target: this.#options.target, secrets: this.#secrets() });
  }

  #log({ operation }: Request, { start, outcome, trace, problem }: End): void {
    const report = { operation, milliseconds: performance.now() - start, outcome, failed: problem !== undefined };
    const more = { problem: problem?.problem, attempts: trace.sent ? 1 : 0 };
    this.#options.log(recordOf(report, this.#options.target, more));
  }

  /** What it took to get credentials has a line of its own. */
  readonly #report: Report = report => {
    const request = { operation: report.operation, changes: false };
    const failure = report.failed
      ? this.#toProblem(withServiceCode(report.outcome), request, { sent: true })
      : undefined;
    this.#options.log(recordOf(report, this.#options.target, { problem: failure?.problem }));
  };
}

/** How a request has ended. */
interface End {
  readonly start: number;
  readonly outcome: unknown;
  readonly trace: Trace;
  readonly problem?: ProblemError;
}
