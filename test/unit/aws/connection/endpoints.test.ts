import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readProfiles } from '../../../../src/aws/profiles/readProfiles';
import type { ProfileFault } from '../../../../src/core/model/profileFault';
import { accountBench, base, config, environment, other, startUrl, withMachine } from '../signIn/bench';
import { aCopy, assertProblem, itemsOf, problemFrom } from '../support';

const keys = base['profile base'];
const run = promisify(execFile);

describe('an endpoint that is none', () => {
  const b = accountBench();

  const cases: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>, Partial<ProfileFault>]>> = {
    'a host and a port, in the profile': ['endpoint_url = localhost:4566', {}, { name: 'endpoint_url', line: 4 }],
    'an address and a port, in the profile': ['endpoint_url = 127.0.0.1:4566', {}, { name: 'endpoint_url', line: 4 }],
    'quoted, in the profile': ['endpoint_url = "http://localhost:4566"', {}, { name: 'endpoint_url', line: 4 }],
    'of another scheme': ['endpoint_url = htp://localhost', {}, { name: 'endpoint_url', line: 4 }],
    'with a comment behind it': ['endpoint_url = http://localhost/ # mine', {}, { name: 'endpoint_url', line: 4 }],
    'without a host': ['endpoint_url = http://', {}, { name: 'endpoint_url', line: 4 }],
    'of a services section': [
      'services = s\n[services s]\nredshift =\n  endpoint_url = localhost:1',
      {},
      { name: 'endpoint_url', line: 6 },
    ],
    'of a services section, for STS': [
      'services = s\n[services s]\nsts =\n  endpoint_url = localhost:1',
      {},
      { name: 'endpoint_url', line: 6 },
    ],
    'of the environment': [
      'endpoint_url = http://127.0.0.1:9',
      { AWS_ENDPOINT_URL: 'localhost:4566' },
      { name: 'AWS_ENDPOINT_URL', variable: 'AWS_ENDPOINT_URL' },
    ],
    'of the environment, for Redshift': [
      '',
      { AWS_ENDPOINT_URL_REDSHIFT: '127.0.0.1:4566' },
      { name: 'AWS_ENDPOINT_URL_REDSHIFT', variable: 'AWS_ENDPOINT_URL_REDSHIFT' },
    ],
  };
  for (const [title, [option, variables, expected]] of Object.entries(cases)) {
    it(`${title}: it says where it stands, and nothing is sent`, () => {
      const files = `${config({ 'profile p': keys }).trimEnd()}\n${option}\n`;
      return withMachine(
        b.sandbox,
        files,
        async machine => {
          const [profile] = (await readProfiles()).profiles;
          const { aws, log } = machine;
          const target = {
            source: { kind: 'profile', name: 'p' },
            region: 'eu-west-1',
            endpoint: profile?.endpoint ?? '',
          };
          const gateway = aws.connect({ target: { ...target, source: { kind: 'profile', name: 'p' } }, log: () => {} });
          const place = expected.variable === undefined ? { file: machine.config } : {};
          const fault = { kind: 'badEndpoint', chain: ['p'], ...place, ...expected } as ProfileFault;
          for (const work of [
            itemsOf(gateway.clusters()),
            gateway.send('CopyClusterSnapshot', aCopy),
            gateway.callerIdentity(),
          ]) {
            assertProblem(await problemFrom(work), { kind: 'profileBroken', code: 'ProfileBadEndpoint', fault });
          }
          assert.deepEqual([b.sandbox.requests, log], [[], []]);
          gateway.dispose();
        },
        { AWS_ENDPOINT_URL: '', ...variables },
      );
    });
  }

  it('is refused by the AWS CLI, too', async function () {
    const installed = await run('aws', ['--version']).then(
      () => true,
      () => false,
    );
    if (!installed) {
      this.skip();
    }
    const files = config({ 'profile p': { ...keys, endpoint_url: 'localhost:4566' } });
    await withMachine(b.sandbox, files, async () => {
      process.env['AWS_ENDPOINT_URL'] = '';
      const parameters = ['redshift', 'describe-clusters', '--profile', 'p', '--region', 'us-east-1'];
      await assert.rejects(run('aws', parameters), /Invalid endpoint: localhost:4566/);
    });
  }).timeout(20_000);

  it('of the sign-in is refused before it', () => {
    const sso = { sso_start_url: startUrl, sso_region: 'us-east-1', sso_account_id: other, sso_role_name: 'reader' };
    return withMachine(b.sandbox, config({ 'profile p': sso }), async machine => {
      process.env['AWS_ENDPOINT_URL_SSO_OIDC'] = 'localhost:1';
      const place = { kind: 'sso', startUrl, region: 'us-east-1', profile: 'p' } as const;
      const work = machine.signIn(place, { signal: new AbortController().signal, show: () => assert.fail() });
      const fault = { kind: 'badEndpoint', name: 'AWS_ENDPOINT_URL_SSO_OIDC', variable: 'AWS_ENDPOINT_URL_SSO_OIDC' };
      assertProblem(await problemFrom(work), {
        kind: 'profileBroken',
        fault: { ...fault, chain: ['p'] } as ProfileFault,
      });
    });
  });
});

describe('an endpoint with a password', () => {
  const b = accountBench();
  const withPassword = (endpoint: string) => endpoint.replace('//', '//me:hush@');
  const places: Readonly<Record<string, (url: string) => readonly [object, Readonly<Record<string, string>>]>> = {
    'in the profile': url => [{ endpoint_url: url }, {}],
    'in the environment': url => [{}, { AWS_ENDPOINT_URL: url }],
    'in the environment, for Redshift': url => [{}, { AWS_ENDPOINT_URL_REDSHIFT: url }],
  };
  for (const [where, made] of Object.entries(places)) {
    it(`${where}: it is used without it, and nothing holds it`, () => {
      const [options, variables] = made(withPassword(b.sandbox.endpoint));
      return withMachine(
        b.sandbox,
        config({ 'profile p': { ...keys, ...options } }),
        async machine => {
          const list = await readProfiles();
          assert.equal(list.profiles[0]?.endpoint, b.sandbox.endpoint);
          const gateway = machine.connect('p');
          assert.deepEqual(await itemsOf(gateway.clusters()), []);
          const problem = await problemFrom(gateway.cluster('gone'));
          assert.doesNotMatch(JSON.stringify([list, problem, machine.log]), /hush/);
        },
        { AWS_ENDPOINT_URL: '', ...variables },
      );
    });
  }
});

describe('a host that cannot be reached is named', () => {
  const b = accountBench();

  const sso = { sso_start_url: startUrl, sso_region: 'us-east-1', sso_account_id: other, sso_role_name: 'reader' };
  const role = { role_arn: `arn:aws:iam::${other}:role/first`, source_profile: 'base' };
  const files = config({ ...base, 'profile r': role, 'profile s': sso });

  for (const [title, name, variable] of [
    ['of STS, for a role', 'r', 'AWS_ENDPOINT_URL_STS'],
    ['of STS, for who it is', 'base', 'AWS_ENDPOINT_URL_STS'],
    ['of Redshift', 'base', 'AWS_ENDPOINT_URL_REDSHIFT'],
    ['of the SSO portal', 's', 'AWS_ENDPOINT_URL_SSO'],
  ] as const) {
    it(title, () =>
      withMachine(b.sandbox, files, async machine => {
        const place = { kind: 'sso', startUrl, region: 'us-east-1', profile: 's' } as const;
        await machine.signIn(place, { signal: new AbortController().signal, show });
        const port = await freePort();
        Object.assign(process.env, { [variable]: `http://127.0.0.1:${port}`, AWS_MAX_ATTEMPTS: '1' });
        const gateway = machine.connect(name);
        const work =
          name === 'base' && variable.endsWith('STS') ? gateway.callerIdentity() : itemsOf(gateway.clusters());
        const host = `127.0.0.1:${port}`;
        assertProblem(await problemFrom(work), { kind: 'network', code: 'ECONNREFUSED', host });
      }),
    );
  }

  it('of the sign-in', () =>
    withMachine(b.sandbox, files, async machine => {
      const port = await freePort();
      Object.assign(process.env, { AWS_ENDPOINT_URL_SSO_OIDC: `http://127.0.0.1:${port}`, AWS_MAX_ATTEMPTS: '1' });
      const place = { kind: 'sso', startUrl, region: 'us-east-1', profile: 's' } as const;
      const work = machine.signIn(place, { signal: new AbortController().signal, show });
      assertProblem(await problemFrom(work), { kind: 'network', host: `127.0.0.1:${port}` });
    }));

  it('of a web identity', () =>
    withMachine(b.sandbox, '', async machine => {
      const port = await freePort();
      Object.assign(process.env, {
        AWS_WEB_IDENTITY_TOKEN_FILE: join(machine.folder, 'config'),
        AWS_ROLE_ARN: 'arn:aws:iam::1:role/r',
        AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
        AWS_MAX_ATTEMPTS: '1',
      });
      const problem = await problemFrom(itemsOf(machine.connect(environment).clusters()));
      assertProblem(problem, { kind: 'network', host: `127.0.0.1:${port}` });
    }));

  for (const [name, variables, place] of [
    ['use_fips_endpoint', {}, { line: 4 }],
    ['use_dualstack_endpoint', {}, { line: 4 }],
    ['use_fips_endpoint', { AWS_USE_FIPS_ENDPOINT: 'true' }, { variable: 'AWS_USE_FIPS_ENDPOINT' }],
  ] as const) {
    it(`together with ${name} ${Object.keys(variables)}, where an endpoint is set as well`, () => {
      const options = { ...keys, [name]: 'true' };
      return withMachine(b.sandbox, config({ 'profile p': options }), async machine => {
        Object.assign(process.env, variables);
        const { kind, fault } = await problemFrom(itemsOf(machine.connect('p').clusters()));
        const file = 'variable' in place ? {} : { file: machine.config };
        assert.deepEqual(
          [kind, fault],
          ['profileBroken', { kind: 'noSuchHost', name, chain: ['p'], ...file, ...place }],
        );
      });
    });
  }

  function show(): void {
    b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
  }
});

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : assert.fail();
}
