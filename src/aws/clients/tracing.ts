import type { DeserializeMiddleware, MiddlewareStack } from '@smithy/types';

/** What a request leaves behind for whoever has to say what became of it. */
export interface Trace {
  /** Set once the signed request goes to the network. */
  sent: boolean;
  /** Host and port that were asked. */
  host?: string;
  /** Whose signature it bore. */
  accessKeyId?: string;
}

/** Notes in `trace` when the command's request goes out, and where to. */
export function traceCommand<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  trace: Trace,
): void {
  const middleware: DeserializeMiddleware<Input, Output> = next => args => {
    trace.sent = true;
    const host = hostOf(args.request);
    if (host !== undefined) {
      trace.host = host;
    }
    const key = accessKeyOf(args.request);
    if (key !== undefined) {
      trace.accessKeyId = key;
    }
    return next(args);
  };
  stack.add(middleware, { step: 'deserialize', name: 'traceRequest', priority: 'low' });
}

/** Notes on each error of a client which host was asked: who gets credentials asks others than Redshift. */
export function noteHost<Input extends object, Output extends object>(stack: MiddlewareStack<Input, Output>): void {
  const middleware: DeserializeMiddleware<Input, Output> = next => async args => {
    try {
      return await next(args);
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { requestHost: hostOf(args.request) }) : error;
    }
  };
  stack.add(middleware, { step: 'deserialize', name: 'noteHost', priority: 'high' });
}

function hostOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('hostname' in request)) {
    return undefined;
  }
  const port = 'port' in request && typeof request.port === 'number' ? `:${request.port}` : '';
  return `${request.hostname}${port}`;
}

function accessKeyOf(request: unknown): string | undefined {
  const { headers = {} } = Object(request) as { readonly headers?: Readonly<Record<string, string>> };
  return /Credential=([^/]+)\//.exec(headers['authorization'] ?? '')?.[1];
}
