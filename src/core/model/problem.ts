import type { ProfileFault } from './profileFault';
import type { SignInNeed } from './signIn';
import type { CallerIdentity, Target } from './target';

/**
 * What went wrong, in the domain's words. The kinds are those that need a sentence and a next step of their own; every
 * other answer of the service is `unknown` and is shown verbatim.
 */
export type ProblemKind =
  // The six errors that CopyClusterSnapshot models.
  | 'clusterNotFound'
  | 'snapshotAlreadyExists'
  | 'snapshotNotFound'
  | 'invalidSnapshotState'
  | 'snapshotQuotaExceeded'
  | 'invalidRetentionPeriod'
  // Those of tags and sharing.
  | 'resourceNotFound'
  | 'invalidTag'
  | 'tooManyTags'
  | 'accessExists'
  | 'accessNotFound'
  | 'accessQuotaExceeded'
  | 'keyGrantsExceeded'
  | 'unsupported'
  // Who is asking.
  | 'accessDenied'
  | 'credentialsExpired'
  | 'credentialsRejected'
  | 'credentialsMissing'
  | 'clockSkewed'
  | 'regionDisabled'
  | 'otherPrincipal'
  // What has to be done first.
  | 'signInRequired'
  | 'profileBroken'
  | 'readOnly'
  | 'notWrittenDown'
  // The way there.
  | 'throttled'
  | 'timeout'
  | 'network'
  | 'serviceUnavailable'
  | 'answerNotUnderstood'
  | 'pagingNeverEnds'
  | 'cancelled'
  | 'unknown';

/** Everything that is known of a failed request. `message` is the service's (or the SDK's) own text: data, shown as plain text. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The operation, e.g. `CopyClusterSnapshot`; absent where no request was made. */
  readonly operation?: string;
  /** The service's own code, or the system's, e.g. `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
  /** Whose request it was; absent where none was made. */
  readonly target?: Target;
  /** Host (and port) that was asked. */
  readonly host?: string;
  /**
   * For an operation that changes something: true when it is not known whether it was carried out (no answer, a broken
   * answer, or a 5xx).
   */
  readonly outcomeUnknown?: boolean;
  /** For `signInRequired`. */
  readonly signIn?: SignInNeed;
  /** For `otherPrincipal`: who it was, where that is known, and who it is by now. */
  readonly principals?: { readonly expected?: CallerIdentity; readonly found: CallerIdentity };
  /** For `profileBroken`; for `network` what may be why there is no such host. */
  readonly fault?: ProfileFault;
  /** For `credentialsExpired` and `credentialsRejected`: where the keys stand, if that is in a shared file. */
  readonly keys?: KeysSignIn;
}

/** Keys of a profile in one of the shared AWS files. */
export interface KeysSignIn {
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** The profile's `credential_process` is not run, because it has these keys. */
  readonly hideProcess: boolean;
}

/**
 * The only error that a gateway throws. Recognise it with {@link problemOf}, not with `instanceof`: gateways live in
 * another bundle, with their own copy of this class.
 */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The problem that an error carries, or `unknown` with the error's own text. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error) {
    if (error.name === 'ProblemError' && 'problem' in error) {
      return error.problem as Problem;
    }
    return { kind: error.name === 'AbortError' ? 'cancelled' : 'unknown', code: error.name, message: error.message };
  }
  return { kind: 'unknown', code: 'Error', message: String(error) };
}
