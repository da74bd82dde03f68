import type { ProblemKind } from '../../core/model/problem';

/**
 * Error codes without their endings `Fault` and `Exception`: SDKs report the shape's name, other stacks the code on the
 * wire, and Redshift is irregular about which of the two carries the ending.
 */
const KINDS: Readonly<Record<string, ProblemKind>> = {
  ClusterNotFound: 'clusterNotFound',
  ClusterSnapshotAlreadyExists: 'snapshotAlreadyExists',
  ClusterSnapshotNotFound: 'snapshotNotFound',
  InvalidClusterSnapshotState: 'invalidSnapshotState',
  ClusterSnapshotQuotaExceeded: 'snapshotQuotaExceeded',
  InvalidRetentionPeriod: 'invalidRetentionPeriod',

  ResourceNotFound: 'resourceNotFound',
  InvalidTag: 'invalidTag',
  TagLimitExceeded: 'tooManyTags',
  AuthorizationAlreadyExists: 'accessExists',
  AuthorizationNotFound: 'accessNotFound',
  AuthorizationQuotaExceeded: 'accessQuotaExceeded',
  LimitExceeded: 'keyGrantsExceeded',
  UnsupportedOperation: 'unsupported',

  AccessDenied: 'accessDenied',
  AuthFailure: 'accessDenied',
  DependentServiceAccessDenied: 'accessDenied',
  Forbidden: 'accessDenied',
  UnauthorizedClient: 'accessDenied',
  NotAuthorized: 'accessDenied',
  UnauthorizedOperation: 'accessDenied',

  OptInRequired: 'regionDisabled',
  RegionDisabled: 'regionDisabled',

  ExpiredToken: 'credentialsExpired',
  TokenRefreshRequired: 'credentialsExpired',

  IncompleteSignature: 'credentialsRejected',
  InvalidAccessKeyId: 'credentialsRejected',
  InvalidClientTokenId: 'credentialsRejected',
  InvalidIdentityToken: 'credentialsRejected',
  InvalidSecurity: 'credentialsRejected',
  InvalidSignature: 'credentialsRejected',
  InvalidToken: 'credentialsRejected',
  MissingAuthenticationToken: 'credentialsRejected',
  SignatureDoesNotMatch: 'credentialsRejected',
  UnrecognizedClient: 'credentialsRejected',

  RequestExpired: 'clockSkewed',
  RequestInTheFuture: 'clockSkewed',
  RequestTimeTooSkewed: 'clockSkewed',

  BandwidthLimitExceeded: 'throttled',
  DependentServiceRequestThrottling: 'throttled',
  EC2Throttled: 'throttled',
  PriorRequestNotComplete: 'throttled',
  RequestLimitExceeded: 'throttled',
  RequestThrottled: 'throttled',
  SlowDown: 'throttled',
  Throttled: 'throttled',
  Throttling: 'throttled',
  TooManyRequests: 'throttled',

  DependentServiceUnavailable: 'serviceUnavailable',
  InternalError: 'serviceUnavailable',
  InternalFailure: 'serviceUnavailable',
  InternalServerError: 'serviceUnavailable',
  ServiceFailure: 'serviceUnavailable',
  ServiceUnavailable: 'serviceUnavailable',

  RequestTimeout: 'timeout',
};

/** What a signature error says when it is really about the clock. */
const CLOCK_TEXT = /signature (?:has )?expired|signature not yet current|too skewed|clock/i;

/** Codes of Node and OpenSSL for a way that does not lead to the service. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
]);
const TLS_CODE = /^(?:CERT_|CRL_|DEPTH_ZERO_|ERR_SSL_|ERR_TLS_|SELF_SIGNED_|UNABLE_TO_)/;

/** The kind for a service's error code or shape name; undefined for one that is not known. Source: redshift.md 1.3. */
export function kindOfServiceCode(code: string, message: string): ProblemKind | undefined {
  const name = code.replace(/(?:Fault|Exception)$/, '');
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  return kind === 'credentialsRejected' && CLOCK_TEXT.test(message) ? 'clockSkewed' : kind;
}

/** The kind for an answer that carries no service code at all. */
export function kindOfStatus(status: number): ProblemKind {
  if (status === 429) {
    return 'throttled';
  }
  return status >= 500 ? 'serviceUnavailable' : 'answerNotUnderstood';
}

/** The kind for an error that Node raised on the way; undefined for one that has nothing to do with the way. */
export function kindOfSystemCode(code: string, syscall?: string): ProblemKind | undefined {
  // A file that may not be read or written has the same code as a connection that a firewall forbids.
  if (code === 'EACCES' && syscall !== undefined && syscall !== 'connect') {
    return undefined;
  }
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return 'timeout';
  }
  // The parser of HTTP itself: whatever answered, it does not speak HTTP.
  if (code.startsWith('HPE_')) {
    return 'answerNotUnderstood';
  }
  return NETWORK_CODES.has(code) || TLS_CODE.test(code) ? 'network' : undefined;
}

/** A signed-in session that ended, or was never begun: signing in helps; editing files does not. */
const EXPIRED_TEXT = /expired|sso login|aws login|re-?authenticate|session token not found/i;

/** The kind for a credential provider's own words, which come without any code. */
export function kindOfCredentialText(message: string): ProblemKind {
  return EXPIRED_TEXT.test(message) ? 'credentialsExpired' : 'credentialsMissing';
}
