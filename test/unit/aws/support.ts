// The vocabulary of the aws layer's tests.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Caller, type ConnectionTuning } from '../../../src/aws/connection/caller';
import { Connection } from '../../../src/aws/connection/connection';
import { SdkGateway } from '../../../src/aws/gateway';
import type { ConnectOptions } from '../../../src/core/model/aws';
import type { Page, RedshiftGateway, RequestRecord } from '../../../src/core/model/gateway';
import { type Problem, problemOf } from '../../../src/core/model/problem';
import type { Sandbox } from '../../../src/core/model/sandbox';
import type { CopyInput } from '../../../src/core/operations/copyClusterSnapshot';

export interface Connected {
  readonly gateway: RedshiftGateway;
  /** What was logged up to now. */
  readonly log: readonly RequestRecord[];
}

/** A gateway on a sandbox, with the sandbox's own credentials. */
export function connectTo(sandbox: Omit<Sandbox, 'close'>, tuning: ConnectionTuning = {}): Connected {
  const { endpoint, region, credentials } = sandbox;
  return connect({ target: { source: { kind: 'sample' }, region, endpoint }, credentials }, tuning);
}

export function connect(options: Omit<ConnectOptions, 'log'>, tuning: ConnectionTuning = {}): Connected {
  const log: RequestRecord[] = [];
  const logged: ConnectOptions = { ...options, log: record => log.push(record) };
  const gateway = new SdkGateway(new Connection(logged, new Caller(logged, tuning)));
  return { gateway, log };
}

export const aCopy: CopyInput = {
  SourceSnapshotClusterIdentifier: 'alpha',
  SourceSnapshotIdentifier: 'rs:alpha-1',
  TargetSnapshotIdentifier: 'alpha-kept',
  ManualSnapshotRetentionPeriod: 30,
};

export async function pagesOf<Item>(pages: AsyncIterable<Page<Item>>): Promise<Page<Item>[]> {
  const all: Page<Item>[] = [];
  for await (const page of pages) {
    all.push(page);
  }
  return all;
}

export async function itemsOf<Item>(pages: AsyncIterable<Page<Item>>): Promise<Item[]> {
  return (await pagesOf(pages)).flatMap(page => page.items);
}

/** The problem that a promise is rejected with; anything but a ProblemError fails the test. */
export async function problemFrom(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    assert.equal((error as Error).name, 'ProblemError', String(error));
    return problemOf(error);
  }
  throw new assert.AssertionError({ message: 'expected a problem' });
}

/** Compares the members of a problem that a test names. */
export function assertProblem(actual: Problem, expected: Partial<Problem>): void {
  const named = Object.keys(expected).map(name => [name, actual[name as keyof Problem]]);
  assert.deepEqual(Object.fromEntries(named), expected);
}

/** Runs with exactly these AWS_* variables; undefined home folders and the like stay as they are. */
export async function withEnvironment<T>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) {
      delete process.env[name];
    }
    Object.assign(process.env, before);
  }
}

export interface TestServer {
  readonly endpoint: string;
  /** Connections that are open now. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** A server for what no sandbox says: `handle` gets each request with its body. */
export async function serve(
  handle: (body: string, response: ServerResponse, request: IncomingMessage) => void,
): Promise<TestServer> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => handle(body, response, request));
  });
  server.listen(0, '127.0.0.1');
  // A test that failed before it closed its server must not keep the others waiting.
  server.unref();
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The body of an answer without end. */
export function* endlessly<Chunk>(chunk: Chunk): Generator<Chunk> {
  for (;;) {
    yield chunk;
  }
}
