import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, HttpHandlerOptions, MiddlewareStack } from '@smithy/types';
import { isReadOperation } from '../../core/access/readOperations';
import type { ConnectOptions } from '../../core/model/aws';
import { ProblemError } from '../../core/model/problem';
import type { CallerIdentity } from '../../core/model/target';
import { untilAborted } from '../clients/abort';
import { type Report, recordOf, reportRequests, reportTo } from '../clients/requestReports';
import { type Trace, traceCommand } from '../clients/tracing';
import { toProblemError } from '../failures/problems';
import type { Caller, CredentialUse, Source } from './caller';
import { Clients, type Providers } from './clients';
import type { Asker } from './principalGuard';

export interface Request {
  /** E.g. `DescribeClusters`. */
  readonly operation: string;
  /** It changes something: a failure says whether it may have been carried out. */
  readonly changes: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Its client reports it: only what has failed before it was sent is still to be logged. */
  readonly isReported?: boolean;
  /** With the credentials that there are: no others are looked for, and nobody is told to sign in. */
  readonly atHand?: boolean;
}

/** What a request needs: made with the first one, and anew when the files have changed. */
interface Means {
  readonly source: Source;
  readonly clients: Clients;
}

/** The way of every request: what it needs is made with the first one; each is logged; each failure is a ProblemError. */
export class Connection {
  readonly #options: ConnectOptions;
  readonly #caller: Caller;
  readonly #ended = new AbortController();
  readonly #providers: Providers = {
    reading: () => this.#credentials('reading'),
    changing: () => this.#credentials('changing'),
    atHand: () => this.#credentials('atHand'),
  };
  readonly #report: Report;
  #means: Means | undefined;
  /** The latest credentials, or some before them, were good here. */
  #isAccepted = false;

  constructor(options: ConnectOptions, caller: Caller) {
    this.#options = options;
    this.#caller = caller;
    this.#report = reportTo(options, () => caller.secrets);
    caller.join();
  }

  /** The same caller in another Region. */
  inRegion(region: string): Connection {
    const { target } = this.#options;
    return new Connection({ ...this.#options, target: { ...target, region } }, this.#caller);
  }

  /** How often the settings have a read tried, as soon as they are known: whoever tries again itself keeps to it. */
  get maxAttempts(): number {
    return this.#means?.source.settings.maxAttempts ?? 1;
  }

  /**
   * Sends one command. `stack` is that command's own; `run` sends it with the client that it needs and the options given.
   * Rejects with a ProblemError and nothing else.
   */
  async send<Input extends object, Output extends object, Answer extends Output>(
    request: Request,
    stack: MiddlewareStack<Input, Output>,
    run: Run<Answer>,
  ): Promise<Answer> {
    this.#admit(request);
    const trace: Trace = { sent: false };
    traceCommand(stack, trace);
    return this.#attemptTwice(request, trace, run);
  }

  /** Who the credentials are: asked once for each set of them. */
  callerIdentity(signal?: AbortSignal, atHand = false): Promise<CallerIdentity> {
    const trace: Trace = { sent: false };
    return this.#attemptTwice({ ...whoIs, signal, atHand }, trace, clients =>
      this.#caller.principal(
        atHand ? 'atHand' : 'reading',
        this.#asker(credentials => this.#askSts(clients, credentials, trace)),
      ),
    );
  }

  allowQuestions(): void {
    this.#caller.allowQuestions();
  }

  /** The credentials are resolved anew by the next request, the settings read anew. What is under way goes on. */
  renew(): void {
    this.#caller.renew();
  }

  /** ms since the epoch by the service's clock. */
  now(): number {
    return Date.now() + this.#caller.clock.offset;
  }

  /** When the credentials in use expire, in ms since the epoch. */
  credentialsExpire(): number | undefined {
    return this.#caller.credentialsExpire();
  }

  /** What begins later is refused. */
  dispose(): void {
    if (!this.#ended.signal.aborted) {
      this.#ended.abort();
      this.#means?.clients.destroy();
      this.#caller.leave();
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

  /** The second time only where other credentials may help. */
  async #attemptTwice<Answer extends object>(request: Request, trace: Trace, run: Run<Answer>): Promise<Answer> {
    try {
      return await this.#attempt(request, trace, run);
    } catch (error) {
      if (!(await this.#canRepeat(error, request, trace))) {
        throw error;
      }
      return this.#attempt(request, trace, run);
    }
  }

  async #attempt<Answer extends object>(request: Request, trace: Trace, run: Run<Answer>): Promise<Answer> {
    const { signal } = request;
    const start = performance.now();
    try {
      signal?.throwIfAborted();
      const options = signal ? { abortSignal: signal } : {};
      const answer = await untilAborted(
        this.#withClients(clients => run(clients, options)),
        signal,
      );
      this.#isAccepted ||= trace.sent;
      this.#log(request, { start, outcome: answer, trace });
      return answer;
    } catch (error) {
      const problem = this.#toProblem(error, request, trace);
      this.#log(request, { start, outcome: error, trace, problem });
      if (problem.problem.signIn !== undefined && !request.atHand) {
        this.#options.signIn?.signInNeeded(problem.problem.signIn);
      }
      throw problem;
    }
  }

  /**
   * Whether the credentials that the service did not accept could be replaced by others. Only a read may be repeated then;
   * after a change, and where no others are to be looked for, the next request finds fresh ones.
   */
  async #canRepeat(error: unknown, request: Request, trace: Trace): Promise<boolean> {
    if (!trace.sent || !this.#mayBeOutdated(error)) {
      return false;
    }
    const { supply } = await this.#caller.source();
    if (request.changes || request.atHand) {
      supply.refuse();
      return false;
    }
    try {
      return await untilAborted(supply.renew(trace.accessKeyId), request.signal);
    } catch (failure) {
      throw this.#toProblem(failure, request, { sent: false });
    }
  }

  /** Rejected are also good keys, by a Region that is not enabled: there they have never been accepted. */
  #mayBeOutdated(error: unknown): boolean {
    const kind = error instanceof ProblemError ? error.problem.kind : undefined;
    const wasAccepted = this.#isAccepted;
    if (kind === 'credentialsRejected') {
      this.#isAccepted = false;
    }
    return kind === 'credentialsExpired' || (kind === 'credentialsRejected' && wasAccepted);
  }

  /** With the clients for what the files say now. */
  async #withClients<Answer>(work: (clients: Clients) => Promise<Answer>): Promise<Answer> {
    const source = await this.#caller.source();
    this.#ended.signal.throwIfAborted();
    if (this.#means?.source !== source) {
      this.#means?.clients.retire();
      const settings = { ...source.settings, region: this.#options.target.region };
      this.#means = { source, clients: new Clients(settings, this.#providers, this.#caller.clock) };
    }
    return this.#means.clients.use(work);
  }

  #credentials(use: CredentialUse): Promise<AwsCredentialIdentity> {
    const asker = this.#asker(credentials =>
      this.#withClients(clients => this.#askSts(clients, credentials, { sent: false })),
    );
    return this.#caller.credentials(use, asker);
  }

  #asker(whoIs: Asker['whoIs']): Asker {
    return { region: this.#options.target.region, whoIs };
  }

  /** With exactly these credentials. */
  async #askSts(clients: Clients, credentials: AwsCredentialIdentity, trace: Trace): Promise<CallerIdentity> {
    const command = new GetCallerIdentityCommand({});
    traceCommand(command.middlewareStack, trace);
    const sts = clients.stsWith(credentials);
    reportRequests(sts.middlewareStack, this.#report);
    try {
      // Not ended by one of those who wait for the answer.
      const { Account: account, Arn: arn } = await sts.send(command, { abortSignal: this.#caller.ended });
      if (!account || !arn) {
        const message = 'STS named nobody.';
        throw new ProblemError({ kind: 'answerNotUnderstood', operation: whoIs.operation, code: 'NoCaller', message });
      }
      return { account, arn };
    } catch (error) {
      throw this.#toProblem(error, whoIs, trace);
    } finally {
      sts.destroy();
    }
  }

  #toProblem(error: unknown, request: Request, trace: Trace): ProblemError {
    const { secrets, keys, hostFault } = this.#caller;
    return toProblemError(error, { ...request, ...trace, target: this.#options.target, secrets, keys, hostFault });
  }

  #log({ operation, isReported = false }: Request, { start, outcome, trace, problem }: End): void {
    if (!isReported || (problem !== undefined && !trace.sent)) {
      const report = { operation, milliseconds: performance.now() - start, outcome, failed: problem !== undefined };
      const more = { problem: problem?.problem, attempts: trace.sent ? 1 : 0 };
      this.#options.log(recordOf(report, this.#options.target, more));
    }
  }
}

/** How a request has ended. */
interface End {
  readonly start: number;
  readonly outcome: unknown;
  readonly trace: Trace;
  readonly problem?: ProblemError;
}

const whoIs: Request = { operation: 'GetCallerIdentity', changes: false, isReported: true };

type Run<Answer> = (clients: Clients, options: HttpHandlerOptions) => Promise<Answer>;
