import type { AwsCredentialIdentity } from '@smithy/types';
import type { SignInHost } from '../../core/model/signIn';
import { redact } from '../failures/redact';
import { faultError } from '../failures/signInErrors';
import { areKeyTexts } from '../profiles/keys';
import type { Location } from '../profiles/location';
import { commandWords } from '../profiles/shellWords';
import { parseTimestamp } from './parseTimestamp';
import { programOf } from './programOf';
import { type ProgramEnd, runProgram } from './runProgram';

/** Milliseconds that the program of a profile may take: a person may have to answer it. */
const LIMIT = 60_000;
/** Milliseconds after which what it says is shown: most programs have ended by then. */
const SHOW_AFTER = 1000;

export interface CredentialProcess {
  readonly profile: string;
  /** As it stands in the file. */
  readonly command: string;
  /** Where it stands. */
  readonly location: Location;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly host?: Pick<SignInHost, 'programWaits'> | undefined;
  readonly limit?: number;
}

/**
 * Runs the `credential_process` of a profile as the AWS CLI does, without a shell. The SDK's own provider lets a shell act
 * on it, waits for ever, and leaves it running when nobody wants its answer any more.
 */
export async function credentialProcess(options: CredentialProcess): Promise<AwsCredentialIdentity> {
  options.signal.throwIfAborted();
  return identityOf(parse(await answerOf(options), options), options);
}

/** What the program prints. */
async function answerOf(options: CredentialProcess): Promise<Buffer> {
  const { profile, command, location, signal, limit = LIMIT } = options;
  const words = commandWords(command);
  const [name] = words ?? [];
  const program = words && programOf(words);
  if (!name || program === undefined) {
    throw faultError({ kind: 'badValue', name: 'credential_process', chain: [profile], ...location });
  }
  const ended = new AbortController();
  try {
    const onWords = showWhileWaiting(options, ended.signal);
    return stdoutOf(await runProgram({ ...program, signal, limit, onWords }), options);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === 'ENOENT' || code === 'EACCES' ? cannotStart(name, code, options) : error;
  } finally {
    ended.abort();
  }
}

/** Tells the host what the program says, once it has been running for a while. */
function showWhileWaiting({ profile, host }: CredentialProcess, ended: AbortSignal): (words: string) => void {
  let latest = '';
  let isQuiet = true;
  const show = (): void => host?.programWaits({ profile, text: redact(latest), ended });
  const timer = setTimeout(() => {
    isQuiet = false;
    if (latest !== '') {
      show();
    }
  }, SHOW_AFTER);
  ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return words => {
    latest = words;
    if (!isQuiet) {
      show();
    }
  };
}

function stdoutOf({ kind, code, stdout, words }: ProgramEnd, { profile, limit = LIMIT }: CredentialProcess): Buffer {
  if (kind === 'late') {
    const said = words === '' ? '' : ` It printed: ${words}`;
    throw new Error(`The credential_process of profile ${profile} did not end within ${limit / 1000} seconds.${said}`);
  }
  if (kind === 'tooLong') {
    throw new Error(`Profile ${profile} credential_process printed more than 1 MB.`);
  }
  if (code !== 0) {
    throw new Error(`The command of credential_process failed. ${words || `Exit code: ${code ?? 'none'}.`}`);
  }
  return stdout;
}

function cannotStart(name: string, code: string, { profile }: CredentialProcess): Error {
  const reason = code === 'ENOENT' ? 'was not found' : 'may not be run';
  return new Error(`The program ${name} in credential_process of profile ${profile} ${reason} (${code}).`);
}

function parse(stdout: Buffer, { profile }: CredentialProcess): Readonly<Record<string, unknown>> {
  const start = `Profile ${profile} credential_process`;
  if (stdout.length === 0) {
    throw new Error(`${start} printed nothing.`);
  }
  if (stdout.includes(0)) {
    throw new Error(`${start} printed UTF-16 text. UTF-8 is expected.`);
  }
  const text = stdout.toString('utf8').trim();
  if (text === '') {
    throw new Error(`${start} printed nothing.`);
  }
  try {
    const answer: unknown = JSON.parse(text);
    return { ...Object(answer) };
  } catch {
    const reason = isWithOtherText(text) ? 'printed other text beside the JSON' : 'returned invalid JSON';
    throw new Error(`${start} ${reason}.`);
  }
}

/** E.g. a banner before the JSON. */
function isWithOtherText(text: string): boolean {
  try {
    JSON.parse(text.slice(text.search(/\{\s*"/), text.lastIndexOf('}') + 1));
    return true;
  } catch {
    return false;
  }
}

function identityOf(answer: Readonly<Record<string, unknown>>, { profile }: CredentialProcess): AwsCredentialIdentity {
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer;
  if (Version !== 1) {
    throw new Error(`Profile ${profile} credential_process did not return Version 1.`);
  }
  const keys = {
    accessKeyId: typeof AccessKeyId === 'string' ? AccessKeyId : '',
    secretAccessKey: typeof SecretAccessKey === 'string' ? SecretAccessKey : '',
    ...(typeof SessionToken === 'string' && SessionToken !== '' && { sessionToken: SessionToken }),
  };
  if (!areKeyTexts(keys)) {
    throw new Error(`Profile ${profile} credential_process returned invalid credentials.`);
  }
  const expiration = Expiration === undefined || Expiration === null ? undefined : parseTimestamp(Expiration);
  if (expiration === undefined && Expiration !== undefined && Expiration !== null) {
    const found = typeof Expiration === 'object' ? 'an object' : JSON.stringify(Expiration).slice(0, 60);
    throw new Error(`Profile ${profile} credential_process returned an Expiration that is not a time: ${found}.`);
  }
  if (expiration !== undefined && expiration < Date.now()) {
    throw new Error(`Profile ${profile} credential_process returned expired credentials.`);
  }
  return {
    ...keys,
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}
