/**
 * A request as it arrived, for asserting: without its signature, but with all that was sent as a parameter, such as the codes
 * and tokens of a sign-in.
 */
export interface LoggedRequest {
  /** The operation, e.g. `CopyClusterSnapshot`; empty where the form names none. */
  readonly action: string;
  /** As on the wire, without Action and Version: `TagKeys.TagKey.1`, every value a string; a bearer token as `bearer`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** ms since the epoch, by the sandbox's clock. */
  readonly at: number;
  /** Absent for a request that is not signed. */
  readonly accessKeyId?: string;
  /** The Region that it is signed for. */
  readonly region?: string;
  readonly requestId: string;
  /** Set once the work is done or refused. */
  readonly outcome?: Outcome;
}

export interface Outcome {
  /** HTTP; absent where a fault took the answer. */
  readonly status?: number;
  /** Wire code of an error. */
  readonly code?: string;
}

/** Called when a request has arrived, before any work; the work waits for what it returns. */
export type RequestListener = (request: LoggedRequest) => void | Promise<void>;

const limit = 10_000;

/** The latest 10,000 requests. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];
  private readonly listeners = new Set<RequestListener>();

  /** Returns what ends the listening. */
  onRequest(listener: RequestListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async arrived(request: LoggedRequest): Promise<void> {
    this.requests.push(request);
    if (this.requests.length > limit) {
      this.requests.splice(0, limit / 10);
    }
    for (const listener of this.listeners) {
      await listener(request);
    }
  }

  answered(request: LoggedRequest, outcome: Outcome): void {
    const at = this.requests.lastIndexOf(request);
    if (at >= 0) {
      this.requests[at] = { ...request, outcome };
    }
  }
}
