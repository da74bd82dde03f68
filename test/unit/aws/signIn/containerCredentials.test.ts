import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { containerCredentials } from '../../../../src/aws/signIn/containerCredentials';
import type { ProfileFault } from '../../../../src/core/model/profileFault';
import { certificate, serveTls } from '../../../support/tlsServer';
import { withFiles } from '../profiles/fixtures';
import {
  assertProblem,
  connect,
  endlessly,
  itemsOf,
  problemFrom,
  serve,
  type TestServer,
  withEnvironment,
} from '../support';
import { accountBench, environment, roleArn, sent, userKeys, webToken, withMachine } from './bench';

const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';
const answer = {
  AccessKeyId: userKeys.accessKeyId,
  SecretAccessKey: userKeys.secretAccessKey,
  Token: 'token',
  Expiration: new Date(Date.now() + 3_600_000).toISOString(),
};
const context = { settings: {}, report: () => {}, ended: new AbortController().signal };

describe('the credentials of a container', () => {
  let server: TestServer;
  let asked: (string | undefined)[];
  let reply: Parameters<typeof serve>[0];

  beforeEach(async () => {
    asked = [];
    reply = (_, response) => response.end(JSON.stringify(answer));
    server = await serve((body, response, request) => {
      asked.push(request.headers.authorization);
      reply(body, response, request);
    });
  });

  afterEach(() => server.close());

  /** What a list fails with. */
  async function failure(variables: Readonly<Record<string, string>> = {}) {
    return withFiles(
      {},
      async () => {
        const { gateway } = connect({ target: { source: environment, region: 'eu-west-1' } }, { requestTimeout: 100 });
        const problem = await problemFrom(itemsOf(gateway.clusters()));
        gateway.dispose();
        return problem;
      },
      { [FULL]: `${server.endpoint}/v1`, ...variables },
    );
  }

  const host = () => new URL(server.endpoint).host;

  it('from a server that accepts and never answers: the problem names its address', async () => {
    reply = () => {};
    assertProblem(await failure(), { kind: 'timeout', host: host() });
    assert.equal(asked.length, 3);
  });

  it('from a server that is not there', async () => {
    await server.close();
    const problem = await failure();
    assertProblem(problem, { kind: 'network', code: 'ECONNREFUSED', host: host() });
    server = await serve(() => {});
  });

  for (const [title, names] of [
    ['as EKS does', ['Code', 'Message']],
    ['as ECS does', ['code', 'message']],
  ] as const) {
    it(`that are refused with JSON, ${title}: its message is shown, and it is not asked again`, async () => {
      const [code, message] = names;
      reply = (_, response) => {
        response.writeHead(403).end(JSON.stringify({ [code]: 'AccessDenied', [message]: 'No role for this pod.' }));
      };
      assertProblem(await failure(), {
        kind: 'credentialsMissing',
        message: `${host()} refused the credentials (HTTP 403). AccessDenied: No role for this pod.`,
      });
      assert.equal(asked.length, 1);
    });
  }

  it('from a server that fails for the moment are asked for again', async () => {
    const statuses = [500, 503];
    reply = (_, response) => response.writeHead(statuses.shift() ?? 200).end(JSON.stringify(answer));
    await withEnvironment({ [FULL]: server.endpoint }, async () => {
      assert.equal(
        (await containerCredentials({ ...context, settings: { requestTimeout: 100 } })).accessKeyId,
        userKeys.accessKeyId,
      );
    });
    assert.equal(asked.length, 3);
    reply = (_, response) => response.writeHead(503).end();
    assertProblem(await failure(), { kind: 'serviceUnavailable', httpStatus: 503, host: host() });
  });

  it('from a server whose answer has no end', async () => {
    const chunk = '{'.repeat(65_536);
    reply = (_, response) => {
      Readable.from(endlessly(chunk)).pipe(response);
    };
    await assert.rejects(
      withEnvironment({ [FULL]: server.endpoint }, () => containerCredentials(context)),
      /The answer did not end after 1048576 bytes/,
    );
  });

  it('from a server that only ca_bundle makes one to be trusted, each request with a line in the log', async () => {
    const tls = await serveTls(server.endpoint);
    const variables = { [FULL]: `${tls.endpoint}/v1` };
    const target = { source: environment, region: 'eu-west-1', endpoint: 'http://127.0.0.1:9' } as const;
    await withFiles(
      { config: '' },
      async ({ folder, config }) => {
        const untrusted = connect({ target });
        assertProblem(await problemFrom(itemsOf(untrusted.gateway.clusters())), {
          code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        });
        writeFileSync(join(folder, 'bundle.pem'), certificate);
        writeFileSync(config, `[default]\nca_bundle = ${join(folder, 'bundle.pem')}\n`);
        const { gateway, log } = connect({ target });
        assertProblem(await problemFrom(itemsOf(gateway.clusters())), { code: 'ECONNREFUSED', host: '127.0.0.1:9' });
        assert.deepEqual(
          log.map(({ operation, errorCode, attempts }) => [operation, errorCode, attempts]).slice(0, 1),
          [['ContainerCredentials', undefined, 1]],
        );
        assert.ok(untrusted.log.length > 1);
      },
      variables,
    );
    await tls.close();
  });

  it('that are not whole', async () => {
    reply = (_, response) => response.end('<html/>');
    assertProblem(await failure(), { kind: 'credentialsMissing', message: `${host()} answered without credentials.` });
  });

  it('that no HTTP header can hold', async () => {
    reply = (_, response) => response.end(JSON.stringify({ ...answer, AccessKeyId: 'AKIA\u200B' }));
    const message = `${host()} answered with invalid credentials.`;
    assertProblem(await failure(), { kind: 'credentialsMissing', message });
  });

  it('are asked for with the token of a file, without the line break at its end', () =>
    withFiles({}, async ({ folder }) => {
      const file = join(folder, 'token');
      for (const text of ['let-me-in', 'let-me-in\n', 'let-me-in\r\n']) {
        writeFileSync(file, text);
        await withEnvironment({ [FULL]: server.endpoint, [TOKEN_FILE]: file }, () => containerCredentials(context));
      }
      assert.deepEqual(asked, ['let-me-in', 'let-me-in', 'let-me-in']);
    }));

  const faults: Readonly<Record<string, readonly [Readonly<Record<string, string>>, Partial<ProfileFault>]>> = {
    'a token file that is not there': [
      { [TOKEN_FILE]: '/no/such/token' },
      { kind: 'unreadableFile', name: '/no/such/token', variable: TOKEN_FILE },
    ],
    'a token with a line break': [
      { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a\nb' },
      {
        kind: 'badValue',
        name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN',
        variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      },
    ],
    'a host that is not allowed': [
      { [FULL]: 'http://metadata.example/v1' },
      { kind: 'hostNotAllowed', name: 'metadata.example', variable: FULL },
    ],
    'an address without a scheme': [{ [FULL]: 'localhost:80/v1' }, { kind: 'badEndpoint', name: FULL, variable: FULL }],
  };
  for (const [title, [variables, fault]] of Object.entries(faults)) {
    it(`${title} is named, with the variable, and nothing is asked`, async () => {
      const problem = await failure(variables);
      assertProblem(problem, { kind: 'profileBroken', fault: { chain: [], ...fault } as ProfileFault });
      assert.deepEqual(asked, []);
    });
  }
});

describe('the token file of a web identity', () => {
  const b = accountBench();

  const from = (file: string) => ({ AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: roleArn('web') });

  it('may end with a line break', () =>
    withMachine(b.sandbox, '', async machine => {
      const file = join(machine.folder, 'token');
      writeFileSync(file, `${webToken}\n`);
      Object.assign(process.env, from(file));
      await itemsOf(machine.connect(environment).clusters());
      assert.equal(sent(b.sandbox, 'AssumeRoleWithWebIdentity')[0]?.['WebIdentityToken'], webToken);
    }));

  it('that is not there is named, with the variable', () =>
    withMachine(b.sandbox, '', async machine => {
      Object.assign(process.env, from('/no/such/token'));
      const fault = { kind: 'unreadableFile', name: '/no/such/token', chain: [] } as const;
      const problem = await problemFrom(itemsOf(machine.connect(environment).clusters()));
      assertProblem(problem, { kind: 'profileBroken', fault: { ...fault, variable: 'AWS_WEB_IDENTITY_TOKEN_FILE' } });
    }));
});
