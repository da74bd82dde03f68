import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../../src/core/model/problem';
import type { CredentialSource } from '../../../../src/core/model/target';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { withFiles } from '../profiles/fixtures';
import {
  aCopy,
  assertProblem,
  type Connected,
  connect,
  itemsOf,
  problemFrom,
  serve,
  type TestServer,
} from '../support';

/** Who may call, by what they are used for. None of these values may ever be seen. */
const static_ = { accessKeyId: 'AKIASTATICKEYEXAMPLE', secretAccessKey: 'static/secret/static/secret' };
const other = { accessKeyId: 'AKIAOTHERKEYXEXAMPLE', secretAccessKey: 'other/secret/other/secret' };
const temporary = {
  accessKeyId: 'ASIATEMPORARYEXAMPLE',
  secretAccessKey: 'temporary/secret/temporary',
  sessionToken: 'temporary-session-token-temporary-session-token',
};

const profile = (name: string): CredentialSource => ({ kind: 'profile', name });
const environment: CredentialSource = { kind: 'environment' };

describe('credentials', () => {
  let sandbox: RunningSandbox;
  let sts: TestServer;
  let asked: URLSearchParams[];

  before(async () => {
    const identity = (account: string) => ({ account, arn: `arn:aws:iam::${account}:user/u` });
    sandbox = await startSandbox({
      data: 'empty',
      identities: [
        { ...static_, ...identity('100000000001') },
        { ...other, ...identity('100000000002') },
        { ...temporary, ...identity('100000000003') },
      ],
    });
    sts = await serve((body, response) => {
      const form = new URLSearchParams(body);
      if (form.get('Action') === 'GetCallerIdentity') {
        response.end(answers['caller']);
        return;
      }
      asked.push(form);
      const role = form.get('RoleArn')?.split('/')[1];
      if (role === 'denied') {
        response.writeHead(403, { 'x-amzn-requestid': 'sts-1' });
      }
      response.end(answers[role ?? ''] ?? assumedRole(form.get('Action') ?? ''));
    });
  });

  beforeEach(() => {
    asked = [];
  });

  after(async () => {
    await sandbox.close();
    await sts.close();
  });

  /** Lists clusters with what the files and the variables give; returns the access key that was used. */
  async function keyOf(
    source: CredentialSource,
    config: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    return withFiles(
      { config },
      async () => {
        const { gateway } = connectAs(source);
        await itemsOf(gateway.clusters());
        gateway.dispose();
        return sandbox.requests.at(-1)?.accessKeyId ?? '';
      },
      variables,
    );
  }

  function connectAs(source: CredentialSource): Connected {
    return connect({ target: { source, region: sandbox.region, endpoint: sandbox.endpoint } });
  }

  const keys = ({ accessKeyId, secretAccessKey }: typeof static_) =>
    `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  const variables = ({ accessKeyId, secretAccessKey }: typeof static_) => ({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });

  it('of the chosen profile, whatever the environment says', async () => {
    const config = `[profile a]\n${keys(static_)}[profile b]\n${keys(other)}`;
    assert.equal(await keyOf(profile('a'), config, { ...variables(other), AWS_PROFILE: 'b' }), static_.accessKeyId);
    assert.equal(await keyOf(profile('b'), config, { ...variables(static_), AWS_PROFILE: 'a' }), other.accessKeyId);
  });

  it('of the environment, whatever profile it names', async () => {
    const config = `[default]\n${keys(other)}`;
    assert.equal(await keyOf(environment, config, variables(static_)), static_.accessKeyId);
    assert.equal(
      await keyOf(environment, config, { ...variables(static_), AWS_PROFILE: 'default' }),
      static_.accessKeyId,
    );
  });

  it('with a session token', async () => {
    const token = `aws_session_token = ${temporary.sessionToken}\n`;
    assert.equal(await keyOf(profile('t'), `[profile t]\n${keys(temporary)}${token}`), temporary.accessKeyId);
    const inEnvironment = { ...variables(temporary), AWS_SESSION_TOKEN: temporary.sessionToken };
    assert.equal(await keyOf(environment, '', inEnvironment), temporary.accessKeyId);
  });

  it('of profiles that the AWS CLI reads and the SDK’s parser does not', async () => {
    const written = `AWS_ACCESS_KEY_ID: ${static_.accessKeyId}\nAws_Secret_Access_Key :${static_.secretAccessKey}\n`;
    const config = `[profile "with spaces"]\n${keys(static_)}[profile zürich]\n${keys(static_)}[profile colons]\n${written}`;
    for (const name of ['with spaces', 'zürich', 'colons']) {
      assert.equal(await keyOf(profile(name), config), static_.accessKeyId);
    }
  });

  it('of a process', async function () {
    this.timeout(30_000);
    const answer = { Version: 1, AccessKeyId: static_.accessKeyId, SecretAccessKey: static_.secretAccessKey };
    await withFiles({}, async ({ folder }) => {
      const script = join(folder, 'credentials.js');
      writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(answer))})`);
      const command = `credential_process = "${process.execPath}" "${script}"`;
      assert.equal(await keyOf(profile('p'), `[profile p]\n${command}\n`), static_.accessKeyId);
    });
  });

  describe('of a role', () => {
    const role = 'role_arn = arn:aws:iam::100000000003:role/reader\n';
    const more = 'external_id = ticket-7\nrole_session_name = on-call\nduration_seconds = 1800\nregion = eu-north-1\n';
    const services = () => `[services local]\nsts =\n  endpoint_url = ${sts.endpoint}\n`;

    it('through the STS of the chosen profile, once for everything', async () => {
      const wrong = `[profile wrong]\nendpoint_url = http://127.0.0.1:9\n`;
      const config = `${services()}[profile base]\n${keys(static_)}[profile r]\n${role}${more}source_profile = base\nservices = local\n${wrong}`;
      const used = await withFiles(
        { config },
        async () => {
          const { gateway } = connectAs(profile('r'));
          await Promise.all([itemsOf(gateway.clusters()), itemsOf(gateway.snapshots({}))]);
          await problemFrom(gateway.send('CopyClusterSnapshot', aCopy));
          gateway.dispose();
          return sandbox.requests.slice(-3).map(request => request.accessKeyId);
        },
        { AWS_PROFILE: 'wrong' },
      );
      assert.deepEqual(used, [temporary.accessKeyId, temporary.accessKeyId, temporary.accessKeyId]);
      assert.deepEqual(
        asked.map(form => ['RoleArn', 'ExternalId', 'RoleSessionName', 'DurationSeconds'].map(name => form.get(name))),
        [['arn:aws:iam::100000000003:role/reader', 'ticket-7', 'on-call', '1800']],
      );
    });

    it('of a role, link by link', async () => {
      const links = `[profile b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = base\n[profile c]\nrole_arn = arn:aws:iam::1:role/c\nsource_profile = b\nservices = local\n`;
      const config = `${services()}[profile base]\n${keys(static_)}${links}`;
      assert.equal(await keyOf(profile('c'), config), temporary.accessKeyId);
      assert.deepEqual(
        asked.map(form => form.get('RoleArn')),
        ['arn:aws:iam::1:role/b', 'arn:aws:iam::1:role/c'],
      );
    });

    it('with the credentials of the environment', async () => {
      const config = `${services()}[profile r]\n${role}credential_source = Environment\nservices = local\n`;
      assert.equal(await keyOf(profile('r'), config, variables(static_)), temporary.accessKeyId);
    });

    it('with a web identity, in a profile and in the environment', async () => {
      await withFiles({ config: 'the-web-identity-token' }, async ({ config: token }) => {
        const config = `${services()}[profile w]\n${role}web_identity_token_file = ${token}\nservices = local\n`;
        assert.equal(await keyOf(profile('w'), config), temporary.accessKeyId);
        const inEnvironment = { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' };
        const endpoint = { AWS_ENDPOINT_URL_STS: sts.endpoint };
        assert.equal(await keyOf(environment, '', { ...inEnvironment, ...endpoint }), temporary.accessKeyId);
      });
      assert.deepEqual(
        asked.map(form => [form.get('Action'), form.get('WebIdentityToken')]),
        Array(2).fill(['AssumeRoleWithWebIdentity', 'the-web-identity-token']),
      );
    });

    it('that is refused: STS’s own words, and no word of Redshift', async () => {
      const before = sandbox.requests.length;
      for (const [name, expected] of [
        ['denied', { kind: 'accessDenied', code: 'AccessDenied', message: 'No role for you.', requestId: 'sts-1' }],
        ['html', { kind: 'answerNotUnderstood', httpStatus: 200 }],
      ] as const) {
        const config = `${services()}[profile base]\n${keys(static_)}[profile r]\nrole_arn = arn:aws:iam::1:role/${name}\nsource_profile = base\nservices = local\n`;
        assertProblem(await failure(profile('r'), config), { ...expected, outcomeUnknown: false });
      }
      assert.equal(sandbox.requests.length, before);
    });
  });

  it('of a signed-in SSO session, in either way of writing it', async () => {
    const seen: unknown[] = [];
    const tokens = new Set<unknown>();
    const portal = await serve((_, response, request) => {
      const { pathname, searchParams } = new URL(request.url ?? '', portal.endpoint);
      seen.push([pathname, searchParams.get('account_id'), searchParams.get('role_name')]);
      tokens.add(request.headers['x-amz-sso_bearer_token']);
      response.end(JSON.stringify({ roleCredentials: { ...temporary, expiration: Date.now() + 3_600_000 } }));
    });
    await withFiles({}, async ({ folder }) => {
      const cache = join(folder, '.aws', 'sso', 'cache');
      mkdirSync(cache, { recursive: true });
      const token = { accessToken: 'the-sso-access-token', expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
      for (const name of ['https://x.awsapps.com/start', 's']) {
        const file = `${createHash('sha1').update(name).digest('hex')}.json`;
        writeFileSync(join(cache, file), JSON.stringify(token));
      }
      const start = 'sso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n';
      const account = 'sso_account_id = 100000000003\nsso_role_name = reader\n';
      const config = `[sso-session s]\n${start}[profile session]\n${account}sso_session = s\n[profile legacy]\n${account}${start}`;
      const inEnvironment = { HOME: folder, USERPROFILE: folder, AWS_ENDPOINT_URL_SSO: portal.endpoint };
      for (const name of ['session', 'legacy']) {
        assert.equal(await keyOf(profile(name), config, inEnvironment), temporary.accessKeyId);
      }
    });
    assert.deepEqual(seen, Array(2).fill(['/federation/credentials', '100000000003', 'reader']));
    assert.deepEqual([...tokens], ['the-sso-access-token']);
    await portal.close();
  });

  it('of a container', async () => {
    const tokens = new Set<unknown>();
    const container = await serve((_, response, request) => {
      tokens.add(request.headers.authorization);
      const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token } = temporary;
      const Expiration = new Date(Date.now() + 3_600_000);
      response.end(JSON.stringify({ AccessKeyId, SecretAccessKey, Token, Expiration }));
    });
    const inEnvironment = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.endpoint}/v1`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let-me-in',
    };
    assert.equal(await keyOf(environment, '', inEnvironment), temporary.accessKeyId);
    assert.deepEqual([...tokens], ['let-me-in']);
    await container.close();
  });

  describe('that are not to be had', () => {
    it('are said to be missing, and nothing is sent', async () => {
      const before = sandbox.requests.length;
      const cases = [
        [profile('p'), '[profile p]\nregion = eu-west-1\n'],
        [profile('p'), '[profile p]\ncredential_process = exit 3\n'],
        [environment, `[default]\n${keys(static_)}`],
      ] as const;
      for (const [source, config] of cases) {
        const problem = await failure(source, config);
        assertProblem(problem, { kind: 'credentialsMissing', outcomeUnknown: false });
        assert.equal(problem.operation, undefined);
        assert.notEqual(problem.message, '');
      }
      assert.equal(sandbox.requests.length, before);
    });

    it('are said to want a sign-in, where that helps', async () => {
      const sso =
        'sso_account_id = 1\nsso_role_name = r\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n';
      await withFiles({}, async ({ folder }) => {
        const home = { HOME: folder, USERPROFILE: folder };
        assertProblem(await failure(profile('p'), `[profile p]\n${sso}`, home), { kind: 'signInRequired' });
        const cache = join(folder, '.aws', 'sso', 'cache');
        mkdirSync(cache, { recursive: true });
        const name = createHash('sha1').update('https://x.awsapps.com/start').digest('hex');
        const token = { accessToken: 'the-sso-access-token', expiresAt: '2020-01-01T00:00:00Z' };
        writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
        assertProblem(await failure(profile('p'), `[profile p]\n${sso}`, home), { kind: 'signInRequired' });
        const session = '[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://y.awsapps.com/start\n';
        const withSession = `${session}[profile q]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n`;
        assertProblem(await failure(profile('q'), withSession, home), { kind: 'signInRequired' });
      });
    });

    it('are asked for again as soon as the user has acted', async () => {
      await withFiles({ config: '[profile p]\n' }, async ({ config }) => {
        const { gateway, log } = connectAs(profile('p'));
        assertProblem(await problemFrom(itemsOf(gateway.clusters())), { kind: 'credentialsMissing' });
        writeFileSync(config, `[profile p]\n${keys(static_)}`);
        assertProblem(await problemFrom(itemsOf(gateway.clusters())), { kind: 'credentialsMissing' });
        gateway.allowQuestions();
        assert.deepEqual(await itemsOf(gateway.clusters()), []);
        assert.deepEqual(
          log.map(record => record.attempts),
          [0, 0, 1],
        );
      });
    });
  });

  it('are seen in no log and in no problem, even if the service repeats them', async () => {
    const config = `[profile p]\n${keys(temporary)}aws_session_token = ${temporary.sessionToken}\n`;
    const inEnvironment = { AWS_ENDPOINT_URL_STS: sandbox.endpoint };
    const work = async () => {
      const { gateway, log } = connectAs(profile('p'));
      await gateway.callerIdentity();
      const seen: unknown[] = [];
      for (const secret of Object.values(temporary)) {
        const error = {
          code: `Bad${secret}`,
          status: 400,
          message: `You sent ${secret}, and ${encodeURIComponent(secret)}.`,
        };
        sandbox.inject({ name: 'error', error });
        seen.push(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)));
      }
      const text = JSON.stringify([seen, log]);
      for (const secret of Object.values(temporary)) {
        assert.equal(text.includes(secret), false, secret);
        assert.equal(text.includes(encodeURIComponent(secret)), false, secret);
      }
    };
    await withFiles({ config }, work, inEnvironment);
  });

  /** What a copy fails with. */
  async function failure(
    source: CredentialSource,
    config: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Problem> {
    return withFiles({ config }, () => problemFrom(connectAs(source).gateway.send('CopyClusterSnapshot', aCopy)), more);
  }
});

/** What STS answers for roles of certain names. */
const answers: Readonly<Record<string, string>> = {
  denied: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>No role for you.</Message></Error></ErrorResponse>',
  html: '<html/>',
  caller:
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::100000000003:user/u</Arn><Account>100000000003</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
};

function assumedRole(action: string): string {
  const { accessKeyId, secretAccessKey, sessionToken } = temporary;
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const credentials = `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration>`;
  return `<${action}Response><${action}Result><Credentials>${credentials}</Credentials></${action}Result></${action}Response>`;
}
