import assert from 'node:assert/strict';
import { request } from 'node:http';
import { RedshiftClient, type Snapshot } from '@aws-sdk/client-redshift';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox';

/** The instant at which the clock of most tests stands still. */
export const noon = Date.UTC(2026, 10, 22, 12, 0, 0);
export const hour = 3_600_000;
export const day = 24 * hour;

export interface Bench {
  readonly sandbox: RunningSandbox;
  readonly redshift: RedshiftClient;
}

/** An empty sandbox and the real SDK's client for each test of a suite. Nothing is repeated by the client. */
export function bench(options: SandboxOptions = {}): Bench {
  let current: Bench | undefined;
  beforeEach(async () => {
    const sandbox = await startSandbox({ clock: { now: () => noon }, data: 'empty', ...options });
    current = { sandbox, redshift: clientOf(sandbox) };
  });
  afterEach(async () => {
    current?.redshift.destroy();
    await current?.sandbox.close();
  });
  const now = (): Bench => current ?? assert.fail('used outside of a test');
  return {
    get sandbox() {
      return now().sandbox;
    },
    get redshift() {
      return now().redshift;
    },
  };
}

export type Settings = Partial<ConstructorParameters<typeof RedshiftClient>[0]>;

export function clientOf(sandbox: RunningSandbox, settings: Settings = {}): RedshiftClient {
  const { endpoint, region, credentials } = sandbox;
  return new RedshiftClient({ endpoint, region, credentials, maxAttempts: 1, ...settings });
}

/** Expects an error of the service: its name in the SDK, the code on the wire (the name, where it is not modelled) and the status. */
export async function fails(answer: Promise<unknown>, name: string, code: string, status: number): Promise<string> {
  const error = await answer.then(
    () => assert.fail(`succeeded instead of failing with ${name}`),
    (reason: unknown) => reason as Failure,
  );
  const seen = [error.name, error.Code ?? error.Error?.Code, error.$metadata?.httpStatusCode];
  assert.deepEqual(seen, [name, code, status], error.message);
  return error.message;
}

interface Failure extends Error {
  readonly Code?: string;
  readonly Error?: { readonly Code?: string };
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  /** Of an error. */
  readonly code: string | undefined;
}

export interface RawRequest {
  readonly body?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** Sends bytes as they are, unsigned. Rejects when the connection ends without an answer. */
export function send(sandbox: Pick<RunningSandbox, 'endpoint'>, what: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', path = '/', headers = {}, body = '' } = what;
    const outgoing = request(sandbox.endpoint + path, { method, headers, agent: false }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, code });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface Signing {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly service?: string;
  readonly signingDate?: Date;
  /** Instead of the right ones, e.g. without a host. */
  readonly headers?: Record<string, string>;
}

/** Sends a form, signed by the SDK's own signer: for what no SDK would send. */
export async function call(sandbox: RunningSandbox, form: Record<string, string> | string, signing: Signing = {}) {
  const body = typeof form === 'string' ? form : String(new URLSearchParams({ Version: '2012-12-01', ...form }));
  return send(sandbox, { body, headers: await sign(sandbox, body, signing) });
}

export async function sign(
  sandbox: RunningSandbox,
  body: string,
  signing: Signing = {},
): Promise<Record<string, string>> {
  const { service = 'redshift', signingDate, headers, ...keys } = signing;
  const { host, hostname } = new URL(sandbox.endpoint);
  const signer = new SignatureV4({
    credentials: { ...sandbox.credentials, ...keys },
    region: sandbox.region,
    service,
    sha256: Hash.bind(null, 'sha256'),
  });
  const usual = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const unsigned = {
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    query: {},
    headers: headers ?? usual,
    body,
  };
  const signed = await signer.sign(unsigned, signingDate === undefined ? {} : { signingDate });
  return signed.headers;
}

export function names(snapshots: readonly Snapshot[] | undefined): string[] {
  return (snapshots ?? []).map(snapshot => snapshot.SnapshotIdentifier ?? '');
}

/** An automated snapshot of a cluster, so many ms old. */
export function automated(cluster: string, age: number, more: Snapshot = {}): Snapshot & { ClusterIdentifier: string } {
  return { SnapshotCreateTime: new Date(noon - age), ...more, ClusterIdentifier: cluster };
}

export function manual(cluster: string, name: string, more: Snapshot = {}): Snapshot & { ClusterIdentifier: string } {
  return { SnapshotIdentifier: name, SnapshotType: 'manual', ...more, ClusterIdentifier: cluster };
}
