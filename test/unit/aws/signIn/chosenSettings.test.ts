import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls, { rootCertificates } from 'node:tls';
import { DescribeClustersCommand } from '@aws-sdk/client-redshift';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { readSettings } from '../../../../src/aws/clients/settings';
import { Clients } from '../../../../src/aws/connection/clients';
import { certificate, serveTls, type TlsServer } from '../../../support/tlsServer';
import { assertProblem, itemsOf, problemFrom } from '../support';
import {
  accountBench,
  base,
  config,
  other,
  Person,
  profile,
  roleArn,
  sent,
  startUrl,
  userKeys,
  withMachine,
} from './bench';

const keys = base['profile base'];
/** The profile that AWS_PROFILE names, and that nobody has chosen: everything in it is wrong. */
const wrong = {
  'profile wrong': {
    ...keys,
    region: 'eu-north-1',
    endpoint_url: 'http://127.0.0.1:9',
    use_fips_endpoint: 'true',
    max_attempts: 1,
    ca_bundle: '/no/such/bundle',
  },
};
const wrongProfile = { AWS_PROFILE: 'wrong' };

const provider = async () => userKeys;

describe('the settings of the chosen profile', () => {
  const b = accountBench();

  it('say how often to try', () => {
    const files = config({ ...wrong, 'profile p': { ...keys, max_attempts: 2 }, 'profile q': keys });
    return withMachine(
      b.sandbox,
      files,
      async ({ connect }) => {
        for (const [name, attempts] of [
          ['p', 2],
          ['q', 4],
        ] as const) {
          const before = b.sandbox.requests.length;
          b.sandbox.inject({ name: 'unavailable', count: attempts });
          await problemFrom(connect(name).callerIdentity());
          assert.equal(b.sandbox.requests.length - before, attempts);
        }
        b.sandbox.inject({ name: 'unavailable', count: 3 });
        await problemFrom(itemsOf(connect('p').clusters()));
        assert.equal(sent(b.sandbox, 'DescribeClusters').length, 2, 'lists, too');
      },
      wrongProfile,
    );
  }).timeout(10_000);

  const hosts = [
    [{}, 'redshift.us-east-1.amazonaws.com', 'sts.us-east-1.amazonaws.com'],
    [{ use_fips_endpoint: 'true' }, 'redshift-fips.us-east-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com'],
    [{ use_dualstack_endpoint: 'true' }, 'redshift.us-east-1.api.aws', 'sts.us-east-1.api.aws'],
    [{ endpoint_url: 'http://own' }, 'own', 'own'],
    [{ services: 'v', endpoint_url: 'http://own' }, 'section', 'own'],
  ] as const;
  for (const [options, redshift, sts] of hosts) {
    it(`${JSON.stringify(options)} lead to ${redshift}`, () => {
      const services = '[services v]\nredshift =\n  endpoint_url = http://section\n';
      const files = `${config({ ...wrong, 'profile p': { ...keys, ...options } })}${services}`;
      return withMachine(
        b.sandbox,
        files,
        async () => {
          process.env['AWS_ENDPOINT_URL'] = '';
          assert.deepEqual(await hostsOf('p'), [redshift, sts]);
        },
        wrongProfile,
      );
    });
  }

  it('reach the clients of a profile that the SDK’s own parser does not read', () => {
    const every = 'use_fips_endpoint: true\nretry_mode: adaptive\nmax_attempts: 7\n';
    const dual = 'use_dualstack_endpoint: true\n';
    const files = `${config(wrong)}[profile "with spaces"]\n${every}[profile "with more"]\n${dual}`;
    return withMachine(
      b.sandbox,
      files,
      async () => {
        process.env['AWS_ENDPOINT_URL'] = '';
        assert.deepEqual(await hostsOf('with spaces'), [
          'redshift-fips.us-east-1.amazonaws.com',
          'sts-fips.us-east-1.amazonaws.com',
        ]);
        assert.deepEqual(await hostsOf('with more'), ['redshift.us-east-1.api.aws', 'sts.us-east-1.api.aws']);
        const settings = await readSettings({ source: profile('with spaces'), region: 'us-east-1' });
        const clients = new Clients(settings, { reading: provider, changing: provider, atHand: provider });
        const { maxAttempts, retryMode } = clients.reading.config;
        assert.deepEqual([await maxAttempts(), retryMode], [7, 'adaptive']);
        clients.destroy();
      },
      wrongProfile,
    );
  });

  it('lead to the sign-in of the profile behind a role', () => {
    const files = config({
      ...wrong,
      'sso-session e': { sso_start_url: startUrl, sso_region: 'us-east-1' },
      'profile s': {
        sso_session: 'e',
        sso_account_id: other,
        sso_role_name: 'reader',
        endpoint_url: 'http://127.0.0.1:9',
      },
      'profile r': { role_arn: roleArn('first'), source_profile: 's', endpoint_url: b.sandbox.endpoint },
    });
    return withMachine(b.sandbox, files, async machine => {
      process.env['AWS_ENDPOINT_URL'] = '';
      const person = new Person();
      await problemFrom(itemsOf(machine.connect('r', person).clusters()));
      const [need] = person.told;
      assert.ok(need?.kind === 'sso');
      const wait = async () => {
        b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
      };
      await machine.signIn(need, { signal: new AbortController().signal, show: () => {}, wait });
      assert.equal((await machine.connect('r').callerIdentity()).account, other);
      assert.equal(sent(b.sandbox, 'GetRoleCredentials').length, 1);
    });
  });

  it('say in which Region a role is assumed', () => {
    const role = { role_arn: roleArn('first'), source_profile: 'base', region: 'ap-south-1' };
    return withMachine(b.sandbox, config({ ...base, ...wrong, 'profile r': role }), async ({ connect }) => {
      await itemsOf(connect('r').clusters());
      assert.deepEqual(
        b.sandbox.requests.map(({ action, region }) => [action, region]),
        [
          ['AssumeRole', 'ap-south-1'],
          ['DescribeClusters', 'eu-west-1'],
        ],
      );
    });
  });

  describe('say whom to trust:', () => {
    let server: TlsServer;

    beforeEach(async () => {
      server = await serveTls(b.sandbox.endpoint);
    });
    afterEach(() => server.close());

    it('without a bundle the server is not trusted, and nothing is sent', () =>
      overTls({}, async ({ connect }) => {
        const problem = await problemFrom(itemsOf(connect('p').clusters()));
        assertProblem(problem, { kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
        assert.deepEqual(b.sandbox.requests, []);
      }));

    it('ca_bundle', () =>
      overTls({ ca_bundle: 'BUNDLE' }, async ({ connect }) => {
        assert.deepEqual(await itemsOf(connect('p').clusters()), []);
        assert.match((await connect('p').callerIdentity()).arn, /on-call$/);
      }));

    it('ca_bundle, for the role and for signing in, too', () =>
      overTls({ ca_bundle: 'BUNDLE' }, async machine => {
        const bundle = join(machine.folder, 'bundle.pem');
        const role = { role_arn: roleArn('first'), source_profile: 'base', ca_bundle: bundle };
        const sso = {
          sso_account_id: '1',
          sso_role_name: 'r',
          sso_start_url: 'https://example.awsapps.com/start',
          sso_region: 'us-east-1',
          ca_bundle: bundle,
        };
        writeFileSync(machine.config, config({ ...base, 'profile r': role, 'profile s': sso }));
        assert.deepEqual(await itemsOf(machine.connect('r').clusters()), []);
        const person = new Person();
        await problemFrom(itemsOf(machine.connect('s', person).clusters()));
        const [need] = person.told;
        assert.ok(need?.kind === 'sso');
        await machine.signIn(need, { signal: new AbortController().signal, show });
      }));

    it('ca_bundle of a role, for signing in to the profile behind it', () =>
      overTls({}, async machine => {
        const bundle = join(machine.folder, 'bundle.pem');
        const sso = {
          sso_start_url: startUrl,
          sso_region: 'us-east-1',
          sso_account_id: other,
          sso_role_name: 'reader',
        };
        const role = { role_arn: roleArn('first'), source_profile: 's', ca_bundle: bundle };
        writeFileSync(machine.config, config({ 'profile s': sso, 'profile r': role }));
        const person = new Person();
        await problemFrom(itemsOf(machine.connect('r', person).clusters()));
        const [need] = person.told;
        assert.ok(need?.kind === 'sso');
        assert.equal(need.profile, 'r');
        await machine.signIn(need, { signal: new AbortController().signal, show, wait: async () => {} });
        assert.deepEqual(await itemsOf(machine.connect('r').clusters()), []);
      }));

    it('ca_bundle and AWS_CA_BUNDLE at home', () =>
      overTls({ ca_bundle: '~/bundle.pem' }, async machine => {
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
        Object.assign(process.env, { AWS_CA_BUNDLE: '~/bundle.pem' });
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
        Object.assign(process.env, { AWS_CA_BUNDLE: '~/no-bundle.pem' });
        const fault = {
          kind: 'unreadableFile',
          name: '~/no-bundle.pem',
          chain: ['p'],
          variable: 'AWS_CA_BUNDLE',
        } as const;
        assertProblem(await problemFrom(itemsOf(machine.connect('p').clusters())), { kind: 'profileBroken', fault });
      }));

    it('a bundle, beside what the system and NODE_EXTRA_CA_CERTS trust', () =>
      overTls({ ca_bundle: 'BUNDLE' }, async () => {
        const known: Readonly<Record<string, readonly string[]>> = {
          default: ['node', 'extra'],
          system: ['extra', 'own'],
        };
        const before = Object.getOwnPropertyDescriptor(tls, 'getCACertificates');
        Object.defineProperty(tls, 'getCACertificates', { value: (type: string) => known[type], configurable: true });
        try {
          const { certificates } = await readSettings({ source: profile('p'), region: 'eu-west-1' });
          assert.deepEqual(certificates, ['node', 'extra', 'own', certificate]);
        } finally {
          delete (tls as Partial<typeof tls>).getCACertificates;
          Object.defineProperties(tls, before ? { getCACertificates: before } : {});
        }
      }));

    it('a bundle, beside those whom everybody trusts', () =>
      overTls({ ca_bundle: 'BUNDLE' }, async () => {
        const { certificates = [] } = await readSettings({ source: profile('p'), region: 'eu-west-1' });
        assert.deepEqual(
          rootCertificates.filter(root => !certificates.includes(root)),
          [],
        );
        assert.equal(certificates.at(-1), certificate);
      }));

    it('AWS_CA_BUNDLE, before the profile’s', () =>
      overTls({ ca_bundle: '/no/such/bundle' }, async machine => {
        process.env['AWS_CA_BUNDLE'] = join(machine.folder, 'bundle.pem');
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
      }));

    function show(): void {
      b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
    }

    function overTls(
      options: Readonly<Record<string, string>>,
      work: Parameters<typeof withMachine<void>>[2],
    ): Promise<void> {
      return withMachine(
        b.sandbox,
        '',
        async machine => {
          const bundle = join(machine.folder, 'bundle.pem');
          writeFileSync(bundle, certificate);
          const own = Object.entries(options).map(([name, value]) => [name, value.replace('BUNDLE', bundle)]);
          writeFileSync(machine.config, config({ ...wrong, 'profile p': { ...keys, ...Object.fromEntries(own) } }));
          await work(machine);
        },
        { ...wrongProfile, AWS_ENDPOINT_URL: server.endpoint },
      );
    }
  });

  /** Where the requests of a profile would go to; nothing is sent. */
  async function hostsOf(name: string): Promise<readonly string[]> {
    const settings = await readSettings({ source: profile(name), region: 'us-east-1' });
    const clients = new Clients(settings, { reading: provider, changing: provider, atHand: provider });
    const hosts: string[] = [];
    const stop = ({ request }: { readonly request: unknown }): never => {
      hosts.push((request as { readonly hostname: string }).hostname);
      throw new Error('Far enough.');
    };
    const [redshift, sts] = [new DescribeClustersCommand({}), new GetCallerIdentityCommand({})];
    redshift.middlewareStack.add(() => stop, { step: 'finalizeRequest', priority: 'low' });
    sts.middlewareStack.add(() => stop, { step: 'finalizeRequest', priority: 'low' });
    await assert.rejects(clients.reading.send(redshift), /Far enough/);
    await assert.rejects(clients.stsWith(userKeys).send(sts), /Far enough/);
    clients.destroy();
    return hosts;
  }
});
