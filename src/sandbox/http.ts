import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Answer, Reply, ServiceReply, ServiceRequest } from './model/reply';

export interface HttpOptions {
  /** A free one when absent. */
  readonly port?: number | undefined;
  /** Added to every answer, ms; asked anew for each. */
  readonly latency: () => number;
  /** In which a request must have arrived as a whole, ms; 30 seconds when absent. */
  readonly timeout?: number;
  /** What is answered beside `POST /`. */
  readonly answers?: (method: string | undefined, url: string | undefined) => boolean;
  readonly handle: (request: ServiceRequest) => Promise<ServiceReply>;
}

export interface HttpServer {
  readonly port: number;
  /** Ends every connection, also those that wait for an answer. */
  close(): Promise<void>;
}

/** Far more than any request of the service needs. */
const maxBodyBytes = 1024 * 1024;

/** Listens on 127.0.0.1 and nowhere else. Rejects when the port is taken. */
export async function listen(options: HttpOptions): Promise<HttpServer> {
  const { timeout = 30_000 } = options;
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: timeout,
    requestTimeout: timeout,
    connectionsCheckingInterval: timeout / 6,
    keepAliveTimeout: 60_000,
  };
  const server = createServer(limits, (request, response) => {
    // Deliberate: whatever goes wrong with one connection ends that connection only.
    void serve(request, response, options).catch(() => response.destroy());
  });
  server.maxConnections = 512;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1' }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, close: () => close(server) };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const refused = refuse(request, options);
  if (refused !== undefined) {
    send(response, refused);
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    send(response, plain(413, 'The request is larger than 1 MB.'));
    return;
  }
  const { reply, delay } = await options.handle({
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body,
  });
  const wait = options.latency() + delay;
  if (wait > 0) {
    await setTimeout(wait, undefined, { ref: false });
  }
  deliver(response, reply);
}

/**
 * Refuses what no AWS tool sends: another Host than this machine (a web page whose name was rebound to 127.0.0.1), an Origin
 * (a web page at all), another method or path. Nothing here ever allows cross-origin access.
 */
function refuse({ headers, method, url }: IncomingMessage, { answers }: HttpOptions): Answer | undefined {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(headers.host ?? '') || headers.origin !== undefined) {
    return plain(403, 'Only for programs on this machine.');
  }
  if (answers?.(method, url)) {
    return undefined;
  }
  if (method !== 'POST') {
    return plain(405, 'Only POST is answered.');
  }
  return url === '/' ? undefined : plain(404, 'There is nothing at this path.');
}

function plain(status: number, text: string): Answer {
  return { kind: 'answer', status, contentType: 'text/plain', body: `${text}\n` };
}

/** undefined: it is too large. A little more than allowed is read and thrown away, so that the refusal can be read. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBodyBytes) {
      chunks.push(chunk);
    } else if (size > 16 * maxBodyBytes) {
      break;
    }
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}

function deliver(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'answer':
      send(response, reply);
      return;
    case 'nothing':
      response.destroy();
      return;
    case 'hang':
      return;
    default:
      reply satisfies never;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    ...(answer.requestId === undefined ? {} : { 'x-amzn-requestid': answer.requestId }),
    ...(answer.status === 405 ? { allow: 'POST' } : {}),
  });
  if (answer.truncated) {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  } else {
    response.end(body);
  }
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve()); // The only error is that it is closed already.
    server.closeAllConnections();
  });
}
