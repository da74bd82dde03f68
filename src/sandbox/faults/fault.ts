/** What can go wrong on purpose. "After" means that the work was done and only its answer is lost or bad. */
export const faultNames = {
  throttle: '400 Throttling, "Rate exceeded"',
  dependencyThrottle: '400 DependentServiceRequestThrottlingFault',
  internalError: '500 InternalFailure, before the work',
  internalErrorAfter: '500 InternalFailure, after the work',
  unavailable: '503 ServiceUnavailable, before the work',
  html: '502 with an HTML page, before the work',
  htmlAfter: '500 with an HTML page, after the work',
  expired: '403 ExpiredToken',
  denied: '403 AccessDenied',
  regionDisabled: '403 InvalidClientTokenId, as a Region answers that is not enabled for the account',
  optInRequired: '403 OptInRequired',
  error: 'the error given with the fault: code, status, message',
  dropBefore: 'connection closed without an answer, before the work',
  dropAfter: 'connection closed without an answer, after the work',
  late: 'connection closed without an answer; the work is done a second later',
  hangBefore: 'no answer until the client gives up, before the work',
  hangAfter: 'no answer until the client gives up, after the work',
  truncate: 'connection closed in the middle of the answer, after the work',
  garbage: '200 with broken XML, after the work',
  empty: '200 with an empty body, after the work',
  wrongType: '200 with a JSON body instead of XML, after the work',
  slow: 'a second of added latency',
  ignoreFilters: 'the filters of a list are ignored, as some endpoints do',
  retentionFromCopying: "a copy's retention is counted from the copying, not from its source's retention start",
  repeatMarker: 'a page that was asked for with a marker answers the same marker again',
} as const;

export type FaultName = keyof typeof faultNames;

/** A fault and when it applies. */
export interface Fault {
  readonly name: FaultName;
  /** Operation that it applies to, e.g. `CopyClusterSnapshot`; any when absent. */
  readonly action?: string;
  /** How many requests it applies to; 1 when neither this nor `probability` is given. */
  readonly count?: number;
  /** 0 to 1: applies at random, by the sandbox's seed, and for ever when there is no `count`. */
  readonly probability?: number;
  /** For `slow` and `late`; 1000 when not given. */
  readonly milliseconds?: number;
  /** For `late`, in the place of time: the work is done when this resolves. */
  readonly until?: Promise<unknown>;
  /** For `error`. */
  readonly error?: { readonly code: string; readonly status: number; readonly message: string };
}

/** Those that go along with others; of the rest only one applies to a request. */
const companions: readonly FaultName[] = ['slow', 'ignoreFilters', 'retentionFromCopying', 'repeatMarker'];

export function isCompanion(fault: Fault): boolean {
  return companions.includes(fault.name);
}

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultNames, name);
}
