// From a profile to its clusters, as a window with two Regions goes there: what a person is asked on the way.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CredentialSource } from '../../../../src/core/model/target';
import type { Sessions } from '../../../../src/core/session/sessions';
import { SignInFlow } from '../../../../src/core/signIn/signInFlow';
import { eventually } from '../../../support/eventually';
import { quietSessions } from '../../core/quietSessions';
import { serve } from '../support';
import {
  accountBench,
  base,
  config,
  environment,
  home,
  type Machine,
  other,
  Person,
  processPrinting,
  profile,
  roleArn,
  serial,
  startUrl,
  userKeys,
  userVariables,
  webToken,
  withMachine,
} from './bench';

const regions = ['eu-west-1', 'us-east-1'] as const;

interface Way {
  readonly sections?: Parameters<typeof config>[0];
  /** Without it, the profile p. */
  readonly source?: CredentialSource;
  /** What has to be there on this machine. */
  readonly arrange?: (machine: Machine) => unknown;
  readonly prompts: 0 | 1;
}

const keys = base['profile base'];
const role = (name: string, more: Readonly<Record<string, string | number>>) => ({ role_arn: roleArn(name), ...more });
const device = { mfa_serial: serial };
const sso = { sso_start_url: startUrl, sso_region: 'us-east-1' };
const reader = { sso_account_id: other, sso_role_name: 'reader' };
const temporary = { AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey, Token: '' };

const ways: Readonly<Record<string, Way>> = {
  keys: { sections: { 'profile p': keys }, prompts: 0 },
  'a chain of three roles': {
    sections: {
      ...base,
      'profile one': role('first', { source_profile: 'base' }),
      'profile two': role('second', { source_profile: 'one' }),
      'profile p': role('third', { source_profile: 'two' }),
    },
    prompts: 0,
  },
  'a role with all that it can be asked with': {
    sections: {
      ...base,
      'profile p': role('ticket', {
        source_profile: 'base',
        external_id: 'ticket-7',
        role_session_name: 'on-call',
        duration_seconds: 5400,
      }),
    },
    prompts: 0,
  },
  'a role of the environment': {
    sections: { 'profile p': role('first', { credential_source: 'Environment' }) },
    arrange: () => Object.assign(process.env, userVariables),
    prompts: 0,
  },
  'a role of the container': {
    sections: { 'profile p': role('first', { credential_source: 'EcsContainer' }) },
    arrange: inContainer,
    prompts: 0,
  },
  'a role with a one-time code': {
    sections: { ...base, 'profile p': role('careful', { source_profile: 'base', ...device }) },
    prompts: 1,
  },
  'keys with a one-time code': { sections: { 'profile p': { ...keys, ...device } }, prompts: 1 },
  'a one-time code for each link of a chain, of the same device': {
    sections: {
      'profile one': { ...keys, ...device },
      'profile p': role('careful', { source_profile: 'one', ...device }),
    },
    prompts: 1,
  },
  'a process': { arrange: withProcess, prompts: 0 },
  'a web identity': { arrange: withWebIdentity, prompts: 0 },
  'SSO with a session': {
    sections: { 'sso-session one-prompt': sso, 'profile p': { ...reader, sso_session: 'one-prompt' } },
    prompts: 1,
  },
  'SSO without one': { sections: { 'profile p': { ...reader, ...sso } }, prompts: 1 },
  'a role behind SSO': {
    sections: { 'profile q': { ...reader, ...sso }, 'profile p': role('first', { source_profile: 'q' }) },
    prompts: 1,
  },
  'a console login': { arrange: withLogin, prompts: 0 },
  'the variables of the environment': {
    source: environment,
    arrange: () => Object.assign(process.env, userVariables),
    prompts: 0,
  },
  'the container of the environment': { source: environment, arrange: inContainer, prompts: 0 },
};

describe('the way to the clusters asks a person', () => {
  const b = accountBench();

  for (const [title, { sections = {}, source = profile('p'), arrange, prompts }] of Object.entries(ways)) {
    it(`${prompts === 0 ? 'nothing' : 'once'}: ${title}`, () =>
      withMachine(b.sandbox, config(sections), async machine => {
        for (const account of [home, other]) {
          for (const region of regions) {
            b.sandbox.data.addCluster({ ClusterIdentifier: `in-${region}` }, { account, region });
          }
        }
        await arrange?.(machine);
        const asked: string[] = [];
        const sessions = windowOn(machine, source, asked);
        await sessions.start();
        await eventually(
          () => clustersOf(sessions),
          names =>
            assert.deepEqual(
              names,
              regions.map(region => `in-${region}`),
            ),
        );
        await sessions.session?.identity;
        assert.equal(asked.length, prompts, asked.join());
        sessions.dispose();
      })).timeout(20_000);
  }

  /** As the extension joins them; `asked` is told of each code and each notification. */
  function windowOn(machine: Machine, source: CredentialSource, asked: string[]): Sessions {
    const person = new Person(['123456']);
    const flow = new SignInFlow({
      offer: async ({ startUrl: where }) => asked.push(`Sign in to ${where}`) > 0,
      signIn: async need => {
        const show = () => void b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
        await machine.signIn(need, { signal: new AbortController().signal, show });
        await sessions.refresh('credentialsChanged');
      },
      offerAgain: async (_, { message }) => asked.push(message) < 0,
      logError: error => asked.push(String(error)),
    });
    const signIn = {
      askMfaCode: (...question: Parameters<Person['askMfaCode']>) => {
        asked.push(`Code of ${question[0].serial}`);
        return person.askMfaCode(...question);
      },
      signInNeeded: (need: Parameters<Person['signInNeeded']>[0]) => need.kind === 'sso' && flow.offer(need),
      programWaits: () => {},
    };
    const sessions: Sessions = quietSessions({
      readProfiles: machine.aws.readProfiles,
      connect: async (target, more) => machine.aws.connect({ ...more, target, signIn, log: () => {} }),
      memory: { read: () => ({ source, region: regions[0] }), write: () => {} },
      furtherRegions: () => regions,
      principalChanged: ({ problem }) => asked.push(problem.message),
      failed: error => asked.push(String(error)),
    });
    return sessions;
  }
});

async function clustersOf({ all }: Sessions): Promise<readonly string[]> {
  const rows = await Promise.all(all.map(({ tree }) => tree.roots()));
  return rows.flat().flatMap(row => (row.kind === 'cluster' ? [row.cluster.identifier] : []));
}

async function inContainer(): Promise<void> {
  const container = await serve((_, response) => {
    response.end(JSON.stringify({ ...temporary, Expiration: new Date(Date.now() + 3_600_000).toISOString() }));
  });
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${container.endpoint}/v1`;
}

function withProcess(machine: Machine): void {
  const command = processPrinting(machine, { stdout: JSON.stringify({ Version: 1, ...temporary }) });
  writeFileSync(machine.config, config({ 'profile p': { credential_process: command } }));
}

function withWebIdentity({ folder, config: file }: Machine): void {
  const token = join(folder, 'token');
  writeFileSync(token, webToken);
  writeFileSync(file, config({ 'profile p': role('web', { web_identity_token_file: token }) }));
}

function withLogin({ folder, config: file }: Machine): void {
  const login = `arn:aws:iam::${home}:user/on-call`;
  const cache = join(folder, 'login');
  mkdirSync(cache);
  process.env['AWS_LOGIN_CACHE_DIRECTORY'] = cache;
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const accessToken = { ...userKeys, accountId: home, expiresAt };
  const token = { accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'k' };
  writeFileSync(join(cache, `${createHash('sha256').update(login).digest('hex')}.json`), JSON.stringify(token));
  writeFileSync(file, config({ 'profile p': { login_session: login } }));
}
