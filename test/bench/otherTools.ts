// The AWS CLI and boto3, where they are installed.
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { awsEnvironment } from '../support/awsProfiles';
import { root } from '../support/paths';
import { startProcess, stopProcess } from '../support/processes';
import { type Account, environmentOf } from './account';

/** A program and the arguments that come before all others: never a version manager's stand-in, which costs 80 ms. */
export type Program = readonly [command: string, ...args: string[]];

export interface OtherTools {
  readonly awsCli: Program | undefined;
  readonly python: string | undefined;
  readonly versions: readonly string[];
}

export function findOtherTools(): OtherTools {
  const python = output(['python3', '-c', 'import sys; print(sys.executable)']);
  const withPython: Program | undefined = python === undefined ? undefined : [python, '-m', 'awscli'];
  const candidates: readonly (Program | undefined)[] = [withPython, realProgram('aws')];
  const awsCli = candidates.find(program => program !== undefined && output([...program, '--version']) !== undefined);
  const boto3 = python && output([python, '-c', 'import boto3; print("boto3", boto3.__version__)']);
  const cli = awsCli && output([...awsCli, '--version'])?.split(' ')[0];
  return {
    awsCli,
    python: boto3 === undefined ? undefined : python,
    versions: [cli, boto3].filter(version => version !== undefined),
  };
}

/** What a name on the PATH stands for; undefined for a script that only looks for another program. */
function realProgram(name: string): Program | undefined {
  const files = (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, name));
  const found = files.filter(file => existsSync(file)).map(file => realpathSync(file));
  return found
    .filter(file => basename(file) === name)
    .map((file): Program | undefined => {
      const [, interpreter] = /^#! *(\S+)/.exec(readFileSync(file, 'latin1').slice(0, 200)) ?? [];
      if (interpreter === undefined) {
        return [file];
      }
      return /python[\d.]*$/.test(interpreter) ? [interpreter, file] : undefined;
    })
    .find(program => program !== undefined);
}

function output([command, ...args]: Program): string | undefined {
  const { status, stdout } = spawnSync(command, args, { env: awsEnvironment(), encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs the AWS CLI once, as a shell would, and resolves with the ms that it took. */
export async function runAwsCli(program: Program, account: Account, args: readonly string[]): Promise<number> {
  const [command, ...first] = program;
  const start = performance.now();
  const child = startProcess(command, [...first, 'redshift', ...args], {
    env: environmentOf(account),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new Error(`aws redshift ${args.join(' ')} ended with exit code ${code}.`);
  }
  return performance.now() - start;
}

export interface Listed {
  readonly milliseconds: number;
  /** ms of all processors. */
  readonly cpu: number;
  readonly count: number;
  /** Bytes. */
  readonly kept: number;
}

/** A process with boto3 and a client that is connected. */
export class Boto3 {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string, account: Account) {
    this.#child = startProcess(python, [join(root, 'test', 'bench', 'withBoto3.py')], {
      env: environmentOf(account),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) {
      throw new Error('boto3 cannot be heard.');
    }
    this.#lines = createInterface(stdout)[Symbol.asyncIterator]();
  }

  async list({ memory = false } = {}): Promise<Listed> {
    this.#child.stdin?.write(`${JSON.stringify({ memory })}\n`);
    const { value, done } = await this.#lines.next();
    if (done) {
      throw new Error('boto3 has ended.');
    }
    return JSON.parse(value);
  }

  close(): Promise<void> {
    return stopProcess(this.#child);
  }
}
