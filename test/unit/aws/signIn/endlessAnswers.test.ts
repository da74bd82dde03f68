import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { endlessly, itemsOf, problemFrom, serve, type TestServer } from '../support';
import { accountBench, cachedTokenFile, config, type Machine, other, startUrl, withMachine } from './bench';

const need = { kind: 'sso', startUrl, region: 'us-east-1', profile: 'p' } as const;
const files = config({
  'profile p': { sso_start_url: startUrl, sso_region: 'us-east-1', sso_account_id: other, sso_role_name: 'reader' },
});
const hour = 3_600_000;

describe('an answer without end', () => {
  const b = accountBench();
  let endless: TestServer;

  beforeEach(async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    endless = await serve((_, response) => {
      Readable.from(endlessly(chunk)).pipe(response.writeHead(200, { 'content-type': 'application/json' }));
    });
  });

  afterEach(() => endless.close());

  function token(machine: Machine, end: number): void {
    const expiresAt = new Date(Date.now() + end).toISOString();
    const more = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };
    writeFileSync(cachedTokenFile(machine, startUrl), JSON.stringify({ accessToken: 'token', expiresAt, ...more }));
  }

  const lists = (machine: Machine) => itemsOf(machine.connect('p').clusters());
  const cases: Readonly<Record<string, readonly [service: string, work: (machine: Machine) => Promise<unknown>]>> = {
    'of the SSO portal': [
      'SSO',
      machine => {
        token(machine, hour);
        return lists(machine);
      },
    ],
    'to renewing a token': [
      'SSO_OIDC',
      machine => {
        token(machine, -hour);
        return lists(machine);
      },
    ],
    'to signing in': [
      'SSO_OIDC',
      machine => machine.signIn(need, { signal: new AbortController().signal, show: () => {} }),
    ],
  };
  for (const [title, [service, work]] of Object.entries(cases)) {
    it(`${title} is given up, with the reason`, () =>
      withMachine(
        b.sandbox,
        files,
        async machine => {
          assert.match((await problemFrom(work(machine))).message, /^The answer did not end after 16777216 bytes\./);
        },
        { [`AWS_ENDPOINT_URL_${service}`]: endless.endpoint },
      )).timeout(30_000);
  }
});
