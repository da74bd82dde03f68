import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { AwsCredentialIdentity } from '@smithy/types';
import { wait } from '../../core/model/wait';
import { type Report, reported } from '../clients/requestReports';
import type { ConnectionSettings } from '../clients/settings';
import { faultError } from '../failures/signInErrors';
import { expandPath } from '../profiles/expandPath';
import { areKeyTexts } from '../profiles/keys';
import { AnswerBodies } from '../protocol/answerBodies';
import { parseTimestamp } from './parseTimestamp';

const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const TOKEN = 'AWS_CONTAINER_AUTHORIZATION_TOKEN';
const TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';

const ECS = 'http://169.254.170.2';
/** Those of ECS and EKS, beside this machine: others would send the token over the network as plain text. */
const ALLOWED_HOSTS = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '[::1]'];
/** Milliseconds: the server is on the same machine. */
const TIMEOUT = 5000;
const ATTEMPTS = 3;
const PAUSE = 1000;
/** Of a set of credentials. */
const MAX_BYTES = 1024 * 1024;

interface ContainerContext {
  readonly settings: Pick<ConnectionSettings, 'certificates' | 'requestTimeout'>;
  readonly report: Report;
  /** Ends the request. */
  readonly ended: AbortSignal;
}

/** The address and the token are read anew for each set of credentials. The SDK's own provider waits for ever. */
export async function containerCredentials(context: ContainerContext): Promise<AwsCredentialIdentity> {
  const { settings, report, ended: signal } = context;
  const { requestTimeout: timeout = TIMEOUT, certificates } = settings;
  const url = addressOf(process.env);
  const token = await tokenOf(process.env);
  const request = { operation: 'ContainerCredentials', report };
  const ask = () =>
    reported(request, () =>
      fetchAnswer(url, token, { certificates, signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) }),
    );
  for (let attempt = 1; ; attempt += 1) {
    try {
      return identityOf(await ask());
    } catch (error) {
      if (attempt === ATTEMPTS || signal.aborted || error instanceof ContainerAnswerError) {
        throw error;
      }
      await wait(Math.min(PAUSE, timeout), signal);
    }
  }
}

/** The server has answered: asking again would not change that. */
class ContainerAnswerError extends Error {
  override readonly name = 'ContainerCredentialsError';
}

function addressOf(env: NodeJS.ProcessEnv): URL {
  const relative = env[RELATIVE];
  const [variable, text] = relative ? [RELATIVE, `${ECS}${relative}`] : [FULL, env[FULL] ?? ''];
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw faultError({ kind: 'badEndpoint', name: variable, chain: [], variable });
  }
  const url = new URL(text);
  const isLoopback = /^127(?:\.\d+){3}$/.test(url.hostname);
  if (url.protocol !== 'https:' && !isLoopback && !ALLOWED_HOSTS.includes(url.hostname)) {
    throw faultError({ kind: 'hostNotAllowed', name: url.host, chain: [], variable });
  }
  return url;
}

/** Without the line break that a file ends with. */
async function tokenOf(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = env[TOKEN_FILE];
  const text = file ? await readToken(file) : env[TOKEN];
  const token = text?.replace(/[\r\n]+$/, '');
  if (token !== undefined && /[\r\n]/.test(token)) {
    const variable = file ? TOKEN_FILE : TOKEN;
    throw faultError({ kind: 'badValue', name: variable, chain: [], variable });
  }
  return token || undefined;
}

async function readToken(file: string): Promise<string> {
  try {
    return await readFile(expandPath(file), 'utf8');
  } catch {
    throw faultError({ kind: 'unreadableFile', name: file, chain: [], variable: TOKEN_FILE });
  }
}

interface HowToFetch {
  readonly certificates: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** Not with `fetch`, which cannot be told whom to trust. */
async function fetchAnswer(url: URL, token: string | undefined, { certificates, signal }: HowToFetch): Promise<Answer> {
  const headers = { accept: 'application/json', ...(token !== undefined && { authorization: token }) };
  const { get } = url.protocol === 'https:' ? https : http;
  try {
    const request = get(url, { headers, signal, ...(certificates && { ca: [...certificates] }) });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    // Once an answer has begun, what goes wrong is an error of the answer.
    request.on('error', () => {});
    const bytes = await new AnswerBodies({ bytes: MAX_BYTES }).take(response);
    return { url, status: response.statusCode ?? 0, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    throw Object.assign(signal.aborted ? signal.reason : error, { requestHost: url.host });
  }
}

interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

function identityOf({ url, status, text }: Answer): AwsCredentialIdentity {
  const json = parse(text);
  if (status >= 500) {
    const $metadata = { httpStatusCode: status };
    throw Object.assign(new Error(`${url.host}: HTTP ${status}`), { $metadata, requestHost: url.host });
  }
  if (status !== 200) {
    // ECS and EKS spell them differently.
    const { Code: code = json['code'], Message: message = json['message'] } = json;
    const words = [code, message].filter(word => typeof word === 'string').join(': ');
    throw new ContainerAnswerError(`${url.host} refused the credentials (HTTP ${status}). ${words}`.trim());
  }
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Expiration } = json;
  const expiration = parseTimestamp(Expiration);
  const isWhole = typeof accessKeyId === 'string' && typeof secretAccessKey === 'string';
  if (!isWhole || typeof sessionToken !== 'string' || expiration === undefined) {
    throw new ContainerAnswerError(`${url.host} answered without credentials.`);
  }
  const keys = { accessKeyId, secretAccessKey, sessionToken };
  if (!areKeyTexts(keys)) {
    throw new ContainerAnswerError(`${url.host} answered with invalid credentials.`);
  }
  return { ...keys, expiration: new Date(expiration) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...Object(JSON.parse(text)) };
  } catch {
    return {};
  }
}
