// The account that everybody is measured with: a sandbox in a process of its own.
import { join } from 'node:path';
import type { Spread } from '../../src/sandbox/sample/large';
import { awsEnvironment } from '../support/awsProfiles';
import { root } from '../support/paths';
import { collectOutput, exitCode, startProcess, stopProcess } from '../support/processes';

export interface AccountOptions {
  readonly clusters: number;
  readonly snapshots: number;
  /** `even` when absent. */
  readonly spread?: Spread;
  readonly latency?: number;
  /** Requests a second. */
  readonly rate?: number;
  /** Requests are written down. */
  readonly watched?: boolean;
}

export interface Account {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** When something was asked, ms since the epoch, where it is watched. */
  requests(): readonly number[];
  close(): Promise<void>;
}

export async function startAccount(options: AccountOptions): Promise<Account> {
  const { clusters, snapshots, spread = 'even', latency = 0, rate, watched = false } = options;
  const args = ['--clusters', clusters, '--snapshots', snapshots, '--spread', spread, '--latency', latency];
  const more = [...(rate === undefined ? [] : ['--rate', rate]), ...(watched ? ['--verbose'] : [])];
  const script = join(root, 'out', 'src', 'sandbox', 'cli.js');
  const child = startProcess(process.execPath, [script, ...[...args, ...more].map(String)], {
    env: awsEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  const requests: number[] = [];
  const said = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      requests.push(...(chunk.toString().match(/^[A-Z]\w+ \{/gm) ?? []).map(() => Date.now()));
      if (output().includes('Then, for example')) {
        resolve(output());
      }
    });
    void exitCode(child).then(code => reject(new Error(`The sandbox ended with exit code ${code}:\n${output()}`)));
  });
  const invitation = await said;
  const variable = (name: string) => new RegExp(`export ${name}=(.*)`).exec(invitation)?.[1] ?? '';
  return {
    endpoint: variable('AWS_ENDPOINT_URL'),
    region: variable('AWS_REGION'),
    credentials: {
      accessKeyId: variable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    },
    requests: () => requests,
    close: () => stopProcess(child),
  };
}

/** The environment in which the AWS tools use an account. */
export function environmentOf({ endpoint, region, credentials }: Account): NodeJS.ProcessEnv {
  return {
    ...awsEnvironment(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_PAGER: '',
  };
}
