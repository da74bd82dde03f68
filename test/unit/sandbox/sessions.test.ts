import assert from 'node:assert/strict';
import { DescribeClustersCommand } from '@aws-sdk/client-redshift';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { bench, clientOf, fails, hour, noon } from './support';

const arn = (name: string) => `arn:aws:iam::444455556666:role/${name}`;
const serial = 'arn:aws:iam::111122223333:mfa/on-call';
const securityKey = 'arn:aws:iam::111122223333:u2f/user/on-call/key-ABC';
const startUrl = 'https://example.awsapps.com/start';

describe('sandbox: sessions', () => {
  const b = bench({
    roles: [
      { arn: arn('open') },
      { arn: arn('second'), trusts: [arn('open')] },
      { arn: arn('ticket'), externalId: 'ticket-7', maxSeconds: 7200 },
      { arn: arn('careful'), needsMfa: true },
      { arn: arn('web'), webIdentityToken: 'the-token' },
    ],
    mfaDevices: [
      { serial, code: '123456' },
      { serial: 'GAHT12345678', code: '234567' },
      { serial: securityKey, code: '345678' },
    ],
    sso: { startUrl, roles: [{ account: '444455556666', role: 'reader' }] },
  });

  const sts = (credentials = b.sandbox.credentials) => new STSClient({ ...b.sandbox, credentials, maxAttempts: 1 });
  const assume = (name: string, more = {}, client = sts()) =>
    client.send(new AssumeRoleCommand({ RoleArn: arn(name), RoleSessionName: 'me', ...more }));

  describe('of a role', () => {
    it('call Redshift and STS until they expire', async () => {
      const { Credentials: issued, AssumedRoleUser } = await assume('open');
      const credentials = keysOf(issued);
      assert.equal(issued?.Expiration?.getTime(), noon + hour);
      const { Account, Arn } = await sts(credentials).send(new GetCallerIdentityCommand({}));
      assert.deepEqual([Account, Arn], ['444455556666', 'arn:aws:sts::444455556666:assumed-role/open/me']);
      assert.equal(AssumedRoleUser?.Arn, Arn);
      await clientOf(b.sandbox, { credentials }).send(new DescribeClustersCommand({}));
      b.sandbox.clock.advance(hour);
      const late = clientOf(b.sandbox, { credentials }).send(new DescribeClustersCommand({}));
      await fails(late, 'ExpiredToken', 'ExpiredToken', 403);
    });

    it('are refused without its external id, its trust, or its one-time code', async () => {
      await assume('ticket', { ExternalId: 'ticket-7' });
      for (const refused of [assume('ticket'), assume('second'), assume('careful'), assume('none')]) {
        assert.match(await fails(refused, 'AccessDenied', 'AccessDenied', 403), /not authorized to perform: sts:Ass/);
      }
      await assume('careful', { SerialNumber: serial, TokenCode: '123456' });
      const wrong = assume('careful', { SerialNumber: serial, TokenCode: '654321' });
      assert.equal(
        await fails(wrong, 'AccessDenied', 'AccessDenied', 403),
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      );
    });

    it('last as long as was asked for and is allowed, an hour where roles are chained', async () => {
      const { Credentials: issued } = await assume('ticket', { ExternalId: 'ticket-7', DurationSeconds: 7200 });
      assert.equal(issued?.Expiration?.getTime(), noon + 2 * hour);
      await fails(assume('open', { DurationSeconds: 7200 }), 'ValidationError', 'ValidationError', 400);
      const first = await assume('open');
      const second = await assume('second', {}, sts(keysOf(first.Credentials)));
      assert.equal(second.AssumedRoleUser?.Arn, 'arn:aws:sts::444455556666:assumed-role/second/me');
    });

    it('last an hour at most where a session assumes it, one of a user too; not where a code goes with the user’s keys', async () => {
      const { Credentials: issued } = await sts().send(new GetSessionTokenCommand({}));
      const long = { ExternalId: 'ticket-7', DurationSeconds: 7200 };
      const session = sts(keysOf(issued));
      await fails(assume('ticket', long, session), 'ValidationError', 'ValidationError', 400);
      await assume('ticket', { ...long, DurationSeconds: 3600 }, session);
      await assume('ticket', { ...long, SerialNumber: serial, TokenCode: '123456' });
    });
  });

  it('of a web identity need no signature, and its token', async () => {
    const ask = (WebIdentityToken: string) =>
      new STSClient({ endpoint: b.sandbox.endpoint, region: b.sandbox.region, maxAttempts: 1 }).send(
        new AssumeRoleWithWebIdentityCommand({ RoleArn: arn('web'), RoleSessionName: 'me', WebIdentityToken }),
      );
    const { Credentials: issued } = await ask('the-token');
    await clientOf(b.sandbox, { credentials: keysOf(issued) }).send(new DescribeClustersCommand({}));
    await fails(ask('another'), 'InvalidIdentityTokenException', 'InvalidIdentityToken', 400);
  });

  it('of a user with a one-time code open what asks for one', async () => {
    const command = (TokenCode: string) => new GetSessionTokenCommand({ SerialNumber: serial, TokenCode });
    await fails(sts().send(command('000000')), 'AccessDenied', 'AccessDenied', 403);
    const { Credentials: issued } = await sts().send(command('123456'));
    assert.equal(issued?.Expiration?.getTime(), noon + 12 * hour);
    await assume('careful', {}, sts(keysOf(issued)));
    await fails(sts(keysOf(issued)).send(command('123456')), 'AccessDenied', 'AccessDenied', 403);
  });

  it('of a user begin with the code of a hardware token, and with none of a security key', async () => {
    const begin = (SerialNumber: string, TokenCode: string) =>
      sts().send(new GetSessionTokenCommand({ SerialNumber, TokenCode }));
    await begin('GAHT12345678', '234567');
    await fails(begin(securityKey, '345678'), 'AccessDenied', 'AccessDenied', 403);
  });

  it('of SSO: device code, token, refresh, role', async () => {
    const oidc = new SSOOIDCClient({ endpoint: b.sandbox.endpoint, region: 'eu-west-1', maxAttempts: 1 });
    const client = await oidc.send(new RegisterClientCommand({ clientName: 'test', clientType: 'public' }));
    const { clientId, clientSecret } = client;
    const device = await oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
    const ask = (more: { readonly deviceCode?: string | undefined; readonly refreshToken?: string | undefined }) =>
      oidc.send(
        new CreateTokenCommand({
          clientId,
          clientSecret,
          grantType: more.refreshToken ? 'refresh_token' : 'urn:ietf:params:oauth:grant-type:device_code',
          ...more,
        }),
      );
    const { deviceCode } = device;
    await assert.rejects(ask({ deviceCode }), { name: 'AuthorizationPendingException' });
    b.sandbox.sso.slowDown(1);
    await assert.rejects(ask({ deviceCode }), { name: 'SlowDownException' });
    const page = await fetch(String(device.verificationUriComplete));
    assert.match(await page.text(), /Signed in/);
    const token = await ask({ deviceCode });
    await assert.rejects(ask({ deviceCode }), { name: 'InvalidGrantException' });
    const refreshed = await ask({ refreshToken: token.refreshToken });
    const credentials = await roleCredentials(String(refreshed.accessToken));
    await clientOf(b.sandbox, { credentials }).send(new DescribeClustersCommand({}));
    b.sandbox.clock.advance(8 * hour);
    await assert.rejects(roleCredentials(String(refreshed.accessToken)), /401/);
    const late = await oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
    b.sandbox.clock.advance(hour);
    await assert.rejects(ask({ deviceCode: late.deviceCode }), { name: 'ExpiredTokenException' });
  });

  it('of SSO are not begun from another site, or without a registration', async () => {
    const oidc = new SSOOIDCClient({ endpoint: b.sandbox.endpoint, region: 'eu-west-1', maxAttempts: 1 });
    const { clientId, clientSecret } = await oidc.send(
      new RegisterClientCommand({ clientName: 'test', clientType: 'public' }),
    );
    const elsewhere = { clientId, clientSecret, startUrl: 'https://other.awsapps.com/start' };
    await assert.rejects(oidc.send(new StartDeviceAuthorizationCommand(elsewhere)), {
      name: 'InvalidRequestException',
    });
    const unknown = { clientId, clientSecret: 'guessed', startUrl };
    await assert.rejects(oidc.send(new StartDeviceAuthorizationCommand(unknown)), { name: 'InvalidClientException' });
  });

  async function roleCredentials(bearer: string) {
    const query = 'role_name=reader&account_id=444455556666';
    const answer = await fetch(`${b.sandbox.endpoint}/federation/credentials?${query}`, {
      headers: { 'x-amz-sso_bearer_token': bearer },
    });
    assert.equal(answer.status, 200, `${answer.status}`);
    const { roleCredentials: keys } = (await answer.json()) as { readonly roleCredentials: Keys };
    return { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey, sessionToken: keys.sessionToken };
  }
});

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

function keysOf(issued: Credentials | undefined): Keys {
  return {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken ?? '',
  };
}
