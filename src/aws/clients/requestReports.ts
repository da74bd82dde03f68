import type { InitializeMiddleware, Logger, MiddlewareStack } from '@smithy/types';
import type { ConnectOptions } from '../../core/model/aws';
import type { RequestRecord } from '../../core/model/gateway';
import type { Problem } from '../../core/model/problem';
import type { Target } from '../../core/model/target';
import { withServiceCode } from '../failures/jsonErrors';
import { toProblemError } from '../failures/problems';
import { noteHost } from './tracing';

/** A request that has ended. */
export interface RequestReport {
  /** E.g. `AssumeRole`. */
  readonly operation: string;
  readonly milliseconds: number;
  /** The answer, or the error. */
  readonly outcome: unknown;
  readonly failed: boolean;
}

export type Report = (report: RequestReport) => void;

/** What the log says of it. `attempts` is for an outcome that does not say: the SDK notes them on most of its errors, too. */
export function recordOf(
  { operation, milliseconds, outcome }: RequestReport,
  { source, region }: Pick<Target, 'source' | 'region'>,
  { problem, attempts = 0 }: { readonly problem?: Problem | undefined; readonly attempts?: number },
): RequestRecord {
  const { $metadata } = Object(outcome) as {
    readonly $metadata?: { readonly attempts?: number; readonly requestId?: string };
  };
  return {
    operation,
    target: `${source.kind === 'profile' ? source.name : source.kind} · ${region}`,
    milliseconds: Math.round(milliseconds),
    attempts: $metadata?.attempts ?? attempts,
    ...($metadata?.requestId !== undefined && { requestId: $metadata.requestId }),
    ...(problem && { errorCode: problem.code }),
  };
}

/** What it took to get credentials, and to know whose they are, has lines of its own in the log. */
export function reportTo({ log, target }: ConnectOptions, secrets: () => readonly string[]): Report {
  return report => {
    const request = { operation: report.operation, changes: false, sent: true, secrets: secrets() };
    const failure = report.failed ? toProblemError(withServiceCode(report.outcome), request) : undefined;
    log(recordOf(report, target, { problem: failure?.problem }));
  };
}

/** Reports each command that goes through a client's stack; its errors know the host. */
export function reportRequests<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  report: Report,
): void {
  const middleware: InitializeMiddleware<Input, Output> =
    (next, { commandName }) =>
    async args => {
      const request = {
        operation: operationOf(commandName),
        report,
        outcomeOf: ({ output }: { output: Output }) => output,
      };
      return reported(request, () => next(args));
    };
  stack.add(middleware, { step: 'initialize', name: 'reportRequest' });
  noteHost(stack);
}

const ONCE = { $metadata: { attempts: 1 } };

interface ReportedRequest<Answer> {
  readonly operation: string;
  readonly report: Report;
  /** Absent for an answer that does not say how often it was asked for: once. */
  readonly outcomeOf?: (answer: Answer) => unknown;
}

/** Reports one request. */
export async function reported<Answer>(
  { operation, report, outcomeOf = () => ONCE }: ReportedRequest<Answer>,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const start = performance.now();
  const tell = (outcome: unknown, failed: boolean): void =>
    report({ operation, milliseconds: performance.now() - start, outcome, failed });
  try {
    const answer = await send();
    tell(outcomeOf(answer), false);
    return answer;
  } catch (error) {
    tell(error, true);
    throw error;
  }
}

/** What the SDK tells the logger of a client about a request that has ended, as far as it may be told on. */
interface LogEntry {
  readonly commandName?: string;
  readonly metadata?: object;
  readonly error?: unknown;
}

/**
 * Reports the one command of a client that the SDK makes, and that can be given a logger only. The time is counted from
 * here. What the SDK has of input and output is left alone.
 */
export function reportingLogger(report: Report): Logger {
  const start = performance.now();
  const tell = ({ commandName, metadata, error }: LogEntry): void =>
    report({
      operation: operationOf(commandName),
      milliseconds: performance.now() - start,
      outcome: error ?? { $metadata: metadata },
      failed: error !== undefined,
    });
  return { trace: () => {}, debug: () => {}, info: tell, warn: () => {}, error: tell };
}

function operationOf(commandName = ''): string {
  return commandName.replace(/Command$/, '');
}
