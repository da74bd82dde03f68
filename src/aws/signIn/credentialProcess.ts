import { spawn } from 'node:child_process';
import type { AwsCredentialIdentity } from '@smithy/types';
import { endWithChildren, startsOwnGroup } from './processTree';

/** Milliseconds that the program of a profile may take: a person may have to answer it. */
const LIMIT = 60_000;

export interface CredentialProcess {
  readonly profile: string;
  readonly command: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly limit?: number;
}

/**
 * Runs the `credential_process` of a profile. The SDK's own provider waits for it for ever, and leaves it running when
 * nobody wants its answer any more.
 */
export async function credentialProcess(options: CredentialProcess): Promise<AwsCredentialIdentity> {
  const { profile, signal } = options;
  signal.throwIfAborted();
  const answer = parse(await run(options), profile);
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer;
  if (Version !== 1) {
    throw new Error(`Profile ${profile} credential_process did not return Version 1.`);
  }
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw new Error(`Profile ${profile} credential_process returned invalid credentials.`);
  }
  const expiration = typeof Expiration === 'string' ? new Date(Expiration) : undefined;
  if (expiration !== undefined && expiration.getTime() < Date.now()) {
    throw new Error(`Profile ${profile} credential_process returned expired credentials.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === 'string' && SessionToken !== '' && { sessionToken: SessionToken }),
    ...(expiration && { expiration }),
  };
}

function run({ profile, command, signal, limit = LIMIT }: CredentialProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, detached: startsOwnGroup(), windowsHide: true });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    const giveUp = (reason: Error): void => {
      reject(reason);
      endWithChildren(child.pid);
    };
    const abort = (): void => giveUp(new DOMException('The request was cancelled.', 'AbortError'));
    const late = new Error(`The credential_process of profile ${profile} did not end within ${limit / 1000} seconds.`);
    const timer = setTimeout(giveUp, limit, late);
    signal.addEventListener('abort', abort, { once: true });
    child.on('error', reject).on('close', code => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (code === 0) {
        resolve(output.stdout);
      } else {
        reject(new Error(`Command failed: ${command}\n${output.stderr}`));
      }
    });
  });
}

function parse(stdout: string, profile: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(stdout.trim());
    return { ...Object(answer) };
  } catch {
    throw new Error(`Profile ${profile} credential_process returned invalid JSON.`);
  }
}
