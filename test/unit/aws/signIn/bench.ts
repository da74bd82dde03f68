// The vocabulary of the tests about who is asking: an account with roles, a device and SSO, and this machine's files.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAws } from '../../../../src/aws/aws';
import type { Aws, SignInOptions } from '../../../../src/core/model/aws';
import type { RedshiftGateway, RequestRecord } from '../../../../src/core/model/gateway';
import type { MfaQuestion, NotKept, ProgramWait, SignInNeed, SsoSignIn } from '../../../../src/core/model/signIn';
import type { CredentialSource } from '../../../../src/core/model/target';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { type Files, withFiles } from '../profiles/fixtures';

export const home = '100000000001';
export const other = '200000000002';
export const serial = `arn:aws:iam::${home}:mfa/on-call`;
export const startUrl = 'https://example.awsapps.com/start';
export const webToken = 'the-web-identity-token';
export const userKeys = { accessKeyId: 'AKIAUSERKEYXXEXAMPLE', secretAccessKey: 'user/secret/user/secret/user' };

export function roleArn(name: string): string {
  return `arn:aws:iam::${other}:role/${name}`;
}

/** Starts an account for each test of a suite. */
export function accountBench(): { readonly sandbox: RunningSandbox } {
  let sandbox: RunningSandbox | undefined;
  beforeEach(async () => {
    sandbox = await startSandbox({
      data: 'empty',
      identities: [{ ...userKeys, account: home, arn: `arn:aws:iam::${home}:user/on-call` }],
      mfaDevices: [{ serial, code: '123456' }],
      roles: [
        { arn: roleArn('first'), maxSeconds: 43_200 },
        { arn: roleArn('second'), trusts: [roleArn('first')] },
        { arn: roleArn('third'), trusts: [roleArn('second')] },
        { arn: roleArn('ticket'), externalId: 'ticket-7', maxSeconds: 7200 },
        { arn: roleArn('careful'), needsMfa: true },
        { arn: roleArn('long'), needsMfa: true, maxSeconds: 43_200 },
        { arn: roleArn('guarded'), needsMfa: true },
        { arn: roleArn('web'), webIdentityToken: webToken },
      ],
      sso: { startUrl, interval: 0, roles: [{ account: other, role: 'reader' }] },
    });
  });
  afterEach(() => sandbox?.close());
  return {
    get sandbox() {
      return sandbox ?? fail();
    },
  };
}

function fail(): never {
  throw new Error('used outside of a test');
}

/** Whoever is asked: types these codes one after the other, then dismisses the question. */
export class Person {
  readonly asked: MfaQuestion[] = [];
  readonly told: SignInNeed[] = [];
  readonly waits: ProgramWait[] = [];

  constructor(private readonly codes: readonly string[] = []) {}

  askMfaCode(question: MfaQuestion, _signal: AbortSignal): Promise<string | undefined> {
    this.asked.push(question);
    return Promise.resolve(this.codes[this.asked.length - 1]);
  }

  signInNeeded(need: SignInNeed): void {
    this.told.push(need);
  }

  programWaits(wait: ProgramWait): void {
    this.waits.push(wait);
  }
}

export interface Machine extends Files {
  readonly aws: Aws;
  readonly log: readonly RequestRecord[];
  /** A gateway for a profile (or the environment), as the extension makes one. */
  connect(source: CredentialSource | string, person?: Person): RedshiftGateway;
  /** Signs in as the extension does, with its log. */
  signIn(need: SsoSignIn, options: Omit<SignInOptions, 'log'>): Promise<NotKept | undefined>;
}

/** A machine with these files, whose AWS is the sandbox, for whatever service. */
export function withMachine<T>(
  sandbox: RunningSandbox,
  config: string,
  work: (machine: Machine) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  return withFiles(
    { config },
    async files => {
      const before = { ...process.env };
      Object.assign(process.env, { HOME: files.folder, USERPROFILE: files.folder, ...variables });
      const gateways: RedshiftGateway[] = [];
      const log: RequestRecord[] = [];
      const aws = createAws();
      try {
        return await work({
          ...files,
          aws,
          log,
          connect: (source, person) => {
            const gateway = aws.connect({
              target: { source: typeof source === 'string' ? profile(source) : source, region: sandbox.region },
              log: record => log.push(record),
              ...(person && { signIn: person }),
            });
            gateways.push(gateway);
            return gateway;
          },
          signIn: (need, options) => aws.signIn(need, { ...options, log: record => log.push(record) }),
        });
      } finally {
        for (const gateway of gateways) {
          gateway.dispose();
        }
        process.env = before;
      }
    },
    { AWS_ENDPOINT_URL: sandbox.endpoint },
  );
}

export function profile(name: string): CredentialSource {
  return { kind: 'profile', name };
}

export const environment: CredentialSource = { kind: 'environment' };

/** Sections of a config file. */
export function config(sections: Readonly<Record<string, Readonly<Record<string, string | number>>>>): string {
  return Object.entries(sections)
    .map(([title, options]) => [`[${title}]`, ...Object.entries(options).map(pair => pair.join(' = ')), ''].join('\n'))
    .join('\n');
}

export const base = {
  'profile base': { aws_access_key_id: userKeys.accessKeyId, aws_secret_access_key: userKeys.secretAccessKey },
};

export const userVariables = {
  AWS_ACCESS_KEY_ID: userKeys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: userKeys.secretAccessKey,
};

/** What was sent for an operation, parameter by parameter. */
export function sent(sandbox: RunningSandbox, action: string): readonly Readonly<Record<string, string>>[] {
  return sandbox.requests.filter(request => request.action === action).map(({ parameters }) => parameters);
}

/** Where the AWS CLI keeps the token of a session, or of a start URL. */
export function cachedTokenFile({ folder }: Files, name: string): string {
  const cache = join(folder, '.aws', 'sso', 'cache');
  mkdirSync(cache, { recursive: true });
  return join(cache, `${createHash('sha1').update(name).digest('hex')}.json`);
}

/** A program that prints this and ends with that code, as a line for `credential_process`. */
export function processPrinting(
  { folder }: Files,
  {
    stdout = '',
    stderr = '',
    code = 0,
    delay = 0,
  }: { stdout?: string; stderr?: string; code?: number; delay?: number },
): string {
  const script = join(
    folder,
    `process-${createHash('sha1')
      .update(stdout + stderr)
      .digest('hex')
      .slice(0, 8)}.js`,
  );
  const lines = [`process.stdout.write(${JSON.stringify(stdout)})`, `process.stderr.write(${JSON.stringify(stderr)})`];
  const work = `${lines.join(';')};process.exitCode = ${code}`;
  writeFileSync(script, delay > 0 ? `setTimeout(() => {${work}}, ${delay})` : work);
  return `"${process.execPath}" "${script}"`;
}
