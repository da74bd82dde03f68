import type { IncomingHttpHeaders } from 'node:http';

/** What goes back over the wire. */
export type Reply = Answer | { readonly kind: 'nothing' } | { readonly kind: 'hang' };

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Sent as `x-amzn-RequestId`; absent where it is not the service that answers. */
  readonly requestId?: string;
  /** true: the connection is closed in the middle of the body. */
  readonly truncated?: true;
}

/** The connection is closed without a word. */
export const nothing: Reply = { kind: 'nothing' };

/** The connection is kept and nothing is sent, until the client gives up. */
export const hang: Reply = { kind: 'hang' };

export interface ServiceRequest {
  readonly method: string;
  /** Path and query, e.g. `/federation/credentials?role_name=reader`. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A reply, and for how many ms it is held back. */
export interface ServiceReply {
  readonly reply: Reply;
  readonly delay: number;
}
