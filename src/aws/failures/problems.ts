import { type KeysSignIn, type Problem, ProblemError, type ProblemKind } from '../../core/model/problem';
import type { ProfileFault } from '../../core/model/profileFault';
import type { Target } from '../../core/model/target';
import { CredentialsError } from './credentialsError';
import { kindOfCredentialText, kindOfServiceCode, kindOfStatus, kindOfSystemCode } from './problemKinds';
import { redact } from './redact';

/** What is known of a request besides the error that ended it. */
export interface FailedRequest {
  readonly operation: string;
  /** It changes something: the problem says whether it may have been carried out. */
  readonly changes: boolean;
  /** The request was handed to the network, with credentials and signature. */
  readonly sent: boolean;
  readonly target?: Target;
  readonly host?: string;
  /** What may be why there is no such host. */
  readonly hostFault?: ProfileFault | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Values that no text may contain. */
  readonly secrets: readonly string[];
  /** Where the keys that it was signed with stand. */
  readonly keys?: KeysSignIn | undefined;
}

/** The members that errors of the SDK, of Smithy and of Node have, in one place. */
interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  /** Node's or OpenSSL's code, e.g. `ECONNREFUSED`. */
  readonly systemCode?: string;
  /** Node's word for what it was doing, e.g. `connect`, `getaddrinfo`. */
  readonly syscall?: string;
  /** The code that the service's own error document carries. */
  readonly serviceCode?: string;
  /** Host (and port) that was asked. */
  readonly host?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
}

/** Any error of a request in the domain's words. Never throws. */
export function toProblemError(error: unknown, request: FailedRequest): ProblemError {
  if (error instanceof ProblemError) {
    return request.changes ? knownNotSent(error, request) : error;
  }
  const facts = factsOf(error);
  const kind = kindOf(error, facts, request);
  const host = facts.host ?? request.host;
  const outcomeUnknown = request.changes ? request.sent && isOutcomeUnknown(kind, facts) : undefined;
  const problem: Problem = {
    kind,
    // Whoever could not get credentials was refused something else, if anything: no request of this kind was made.
    ...(!(error instanceof CredentialsError) && { operation: request.operation }),
    code: redact(codeOf(facts), request.secrets),
    message: redact(facts.message, request.secrets) || facts.name,
    ...(request.target !== undefined && { target: request.target }),
    ...(facts.requestId !== undefined && { requestId: facts.requestId }),
    ...(facts.httpStatus !== undefined && { httpStatus: facts.httpStatus }),
    ...(host !== undefined && { host }),
    ...(isMissingHost(facts) && request.hostFault && { fault: request.hostFault }),
    ...(outcomeUnknown !== undefined && { outcomeUnknown }),
    ...(request.keys && /^credentials(?:Expired|Rejected)$/.test(kind) && { keys: request.keys }),
  };
  return new ProblemError(problem);
}

/** What was found out before anything was sent, for something that changes: it has certainly not been carried out. */
function knownNotSent(error: ProblemError, { sent }: FailedRequest): ProblemError {
  const { problem } = error;
  return sent || problem.outcomeUnknown !== undefined ? error : new ProblemError({ ...problem, outcomeUnknown: false });
}

function kindOf(error: unknown, facts: ErrorFacts, request: FailedRequest): ProblemKind {
  const known = kindOfAnswer(facts);
  if (known !== undefined) {
    return known;
  }
  if (facts.name === 'EndpointError' && request.hostFault !== undefined) {
    return 'profileBroken';
  }
  if (facts.name === 'AbortError' || request.signal?.aborted) {
    return 'cancelled';
  }
  const onTheWay = facts.systemCode === undefined ? undefined : kindOfSystemCode(facts.systemCode, facts.syscall);
  if (onTheWay !== undefined) {
    return onTheWay;
  }
  if (facts.name === 'TimeoutError') {
    return 'timeout';
  }
  if (facts.httpStatus !== undefined) {
    return facts.serviceCode === undefined ? kindOfStatus(facts.httpStatus) : 'unknown';
  }
  const isCredentials = error instanceof CredentialsError || /^(?:Credentials|Token)ProviderError$/.test(facts.name);
  return isCredentials ? kindOfCredentialText(facts.message) : 'unknown';
}

/** The kind when the service answered with an error of its own. */
function kindOfAnswer(facts: ErrorFacts): ProblemKind | undefined {
  if (facts.serviceCode === undefined) {
    return undefined;
  }
  const kind = kindOfServiceCode(facts.serviceCode, facts.message) ?? kindOfServiceCode(facts.name, facts.message);
  if (kind !== undefined) {
    return kind;
  }
  const byStatus = kindOfStatus(facts.httpStatus ?? 400);
  return byStatus === 'answerNotUnderstood' ? undefined : byStatus;
}

/** Whether a request that was sent may have been carried out although no clean answer came. */
function isOutcomeUnknown(kind: ProblemKind, facts: ErrorFacts): boolean {
  if (kind === 'network' || kind === 'timeout' || kind === 'cancelled') {
    return !neverConnected(facts);
  }
  if (kind === 'serviceUnavailable' || kind === 'answerNotUnderstood') {
    return true;
  }
  return facts.serviceCode === undefined && kind !== 'throttled';
}

/** The SDK's rules know no such host, or DNS does not. */
function isMissingHost({ name, systemCode }: ErrorFacts): boolean {
  return name === 'EndpointError' || systemCode === 'ENOTFOUND';
}

/** True when it is certain that no byte of the request reached the service. */
function neverConnected(facts: ErrorFacts): boolean {
  if (facts.syscall === 'connect' || facts.syscall === 'getaddrinfo' || facts.systemCode === 'ECONNREFUSED') {
    return true;
  }
  // The certificate is judged before the first byte of the request is written.
  const isTls =
    facts.systemCode !== undefined && /^(?:CERT_|DEPTH_ZERO|ERR_TLS|SELF_SIGNED|UNABLE_TO_)/.test(facts.systemCode);
  return isTls || /did not establish a connection|before secure TLS connection was established/.test(facts.message);
}

function codeOf(facts: ErrorFacts): string {
  const code = facts.serviceCode ?? facts.systemCode;
  if (code !== undefined) {
    return code;
  }
  return facts.httpStatus !== undefined && facts.httpStatus >= 300 ? `HTTP ${facts.httpStatus}` : facts.name;
}

function factsOf(error: unknown): ErrorFacts {
  const subject = error instanceof CredentialsError ? error.cause : error;
  if (!(subject instanceof Error)) {
    return { name: 'Error', message: String(subject) };
  }
  // Node tries several addresses at once and then reports them together, without a text of its own.
  const first = subject instanceof AggregateError ? factsOf(subject.errors[0]) : undefined;
  const metadata = recordOf(memberOf(subject, '$metadata'));
  const httpStatus = metadata?.['httpStatusCode'];
  const requestId = metadata?.['requestId'] ?? memberOf(subject, 'RequestId');
  const systemCode = memberOf(subject, 'code') ?? first?.systemCode;
  const syscall = memberOf(subject, 'syscall') ?? first?.syscall;
  const host = memberOf(subject, 'requestHost');
  const serviceCode = recordOf(memberOf(subject, 'Error'))?.['Code'];
  return {
    name: subject.name,
    message: subject.message || first?.message || '',
    ...(typeof systemCode === 'string' && { systemCode }),
    ...(typeof syscall === 'string' && { syscall }),
    ...(typeof serviceCode === 'string' && { serviceCode }),
    ...(typeof host === 'string' && { host }),
    ...(typeof httpStatus === 'number' && { httpStatus }),
    ...(typeof requestId === 'string' && { requestId }),
  };
}

function memberOf(subject: object, name: string): unknown {
  return name in subject ? (subject as Record<string, unknown>)[name] : undefined;
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
