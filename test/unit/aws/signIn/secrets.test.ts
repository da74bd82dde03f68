import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { checkPermissions } from '../../../../src/core/access/checkPermissions';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import type { SsoSignIn } from '../../../../src/core/model/signIn';
import { aCopy, itemsOf, problemFrom } from '../support';
import {
  accountBench,
  base,
  config,
  type Machine,
  other,
  Person,
  processPrinting,
  roleArn,
  serial,
  startUrl,
  userKeys,
  webToken,
  withMachine,
} from './bench';

const processSecret = 's.vault-token-vault-token';

describe('no secret of any profile', () => {
  const b = accountBench();

  it('is in what a run logs, answers, throws or tells', () =>
    withMachine(b.sandbox, '', async machine => {
      const written: unknown[] = [machine.log, await arrange(machine)];
      b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha' }, { account: other });
      for (const name of ['base', 'role', 'mfa', 'web', 'sso', 'process', 'talkative', 'cycle', 'half']) {
        const before = new Set(b.sandbox.secrets);
        const person = new Person(['654321', '123456']);
        const gateway = machine.connect(name, person);
        written.push(name, await everything(gateway), person.asked, person.told);
        const [need] = person.told;
        if (need?.kind === 'sso') {
          const show = (): void => {
            b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
          };
          await machine.signIn(need, { signal: new AbortController().signal, show });
          written.push(await everything(gateway));
          written.push(await repeatedBySignIn(machine, need));
        }
        const used = b.sandbox.secrets.filter(secret => !before.has(secret) && !/^(client|device|sso)-/.test(secret));
        written.push(await repeatedByTheService(gateway, used));
      }
      const text = inspect(written, { depth: Number.POSITIVE_INFINITY, maxArrayLength: null, maxStringLength: null });
      const secrets = new Set([...b.sandbox.secrets, webToken, processSecret, userKeys.secretAccessKey]);
      assert.ok(secrets.size > 15, `${secrets.size} secrets`);
      assert.ok(text.length > 20_000, `${text.length} letters`);
      for (const secret of secrets) {
        assert.ok(!text.includes(secret), secret);
        assert.ok(!text.includes(encodeURIComponent(secret)), secret);
      }
      assert.deepEqual(text.match(/A[KS]IA[A-Z0-9]{12,}/g), null, 'nor an access key id');
    })).timeout(10_000);

  it('is in an error that repeats those of a session that has been renewed since', () => {
    const files = config({ ...base, 'profile role': { role_arn: roleArn('first'), source_profile: 'base' } });
    return withMachine(b.sandbox, files, async machine => {
      const before = b.sandbox.secrets;
      const gateway = machine.connect('role');
      await itemsOf(gateway.clusters());
      const used = b.sandbox.secrets.filter(secret => !before.includes(secret));
      gateway.renewCredentials();
      const error = { code: 'Bad', status: 400, message: `You sent ${used.join(', then ')}.` };
      b.sandbox.inject({ name: 'error', action: 'DescribeClusters', error });
      const { code, message } = await problemFrom(itemsOf(gateway.clusters()));
      assert.equal(code, 'Bad');
      for (const secret of used) {
        assert.ok(!message.includes(secret), secret);
      }
    });
  });

  /** A profile of each kind; returns the list that the extension makes of them. */
  async function arrange(machine: Machine): Promise<unknown> {
    const token = `${machine.folder}/token`;
    writeFileSync(token, webToken);
    const answer = { Version: 1, AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey };
    const role = { role_arn: roleArn('first'), source_profile: 'base' };
    const files = config({
      ...base,
      'profile role': role,
      'profile mfa': { ...role, role_arn: roleArn('careful'), mfa_serial: serial },
      'profile web': { role_arn: roleArn('web'), web_identity_token_file: token },
      'sso-session x': { sso_start_url: startUrl, sso_region: 'us-east-1' },
      'profile sso': { sso_session: 'x', sso_account_id: other, sso_role_name: 'reader' },
      'profile process': { credential_process: processPrinting(machine, { stdout: JSON.stringify(answer) }) },
      'profile talkative': {
        credential_process: `${processPrinting(machine, { stderr: `token=${processSecret}`, code: 1 })} --token ${processSecret}`,
      },
      'profile cycle': { ...role, source_profile: 'cycle', external_id: userKeys.secretAccessKey },
      'profile half': { aws_secret_access_key: userKeys.secretAccessKey },
    });
    writeFileSync(machine.config, `${files}\n[profile broken]\n${userKeys.secretAccessKey}\n`);
    return machine.aws.readProfiles();
  }

  /** All that can be asked, with what it answers or is rejected with, stack and cause included. */
  async function everything(gateway: RedshiftGateway): Promise<unknown> {
    return Promise.allSettled([
      itemsOf(gateway.clusters()),
      itemsOf(gateway.snapshots({})),
      gateway.callerIdentity(),
      gateway.describeCluster('alpha'),
      gateway.send('CopyClusterSnapshot', aCopy),
      checkPermissions(gateway, new AbortController().signal),
    ]);
  }

  /** The same of the service that signs in: what it was sent is in the error that it answers. */
  async function repeatedBySignIn(machine: Machine, need: SsoSignIn): Promise<unknown> {
    const wait = async () => {
      const { latest, secrets } = b.sandbox.sso;
      const sent = [latest?.deviceCode, ...secrets.filter(secret => secret.startsWith('client-secret-'))];
      const message = `You sent ${sent.join(', ')}.`;
      b.sandbox.inject({ name: 'error', action: 'CreateToken', error: { code: 'Bad', status: 400, message } });
    };
    return Promise.allSettled([machine.signIn(need, { signal: new AbortController().signal, show: () => {}, wait })]);
  }

  /** Errors in which the service, or what is in front of it, says what it was sent. */
  async function repeatedByTheService(gateway: RedshiftGateway, used: readonly string[]): Promise<unknown> {
    const outcomes: unknown[] = [];
    for (const secret of used) {
      const error = {
        code: `Bad${secret}`,
        status: 400,
        message: `You sent ${secret}, or ${encodeURIComponent(secret)}.`,
      };
      const injected = b.sandbox.inject({ name: 'error', action: 'CopyClusterSnapshot', error });
      outcomes.push(await Promise.allSettled([gateway.send('CopyClusterSnapshot', aCopy)]));
      injected.remove();
    }
    return outcomes;
  }
});
