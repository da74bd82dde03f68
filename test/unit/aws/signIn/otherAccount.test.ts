// The file of a profile becomes another account's at the worst moments: nothing is changed there, and nothing shown of it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mock } from 'node:test';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import type { Sessions } from '../../../../src/core/session/sessions';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { runCopy, untracked } from '../../../support/runCopy';
import { quietSessions } from '../../core/quietSessions';
import { aCopy, assertProblem, itemsOf, problemFrom } from '../support';
import { config, type Machine, processPrinting, profile, sent, withMachine } from './bench';

const mine = {
  account: '100000000001',
  accessKeyId: 'AKIAMINEXXXXXEXAMPLE',
  secretAccessKey: 'mine/secret/mine/secret',
};
const rotated = { ...mine, accessKeyId: 'AKIAROTATEDXXEXAMPLE' };
const theirs = { ...mine, account: '200000000002', accessKeyId: 'AKIATHEIRSXXXEXAMPLE' };

describe('credentials that become another account’s', () => {
  let sandbox: RunningSandbox;

  beforeEach(async () => {
    const identities = [mine, rotated, theirs].map(keys => ({ ...keys, arn: `arn:aws:iam::${keys.account}:user/u` }));
    sandbox = await startSandbox({ data: 'empty', identities });
    for (const { account } of [mine, theirs]) {
      const name = account === mine.account ? 'mine' : 'theirs';
      sandbox.data.addCluster({ ClusterIdentifier: name }, { account });
      sandbox.data.addCluster({ ClusterIdentifier: aCopy.SourceSnapshotClusterIdentifier }, { account });
      const source = {
        ClusterIdentifier: aCopy.SourceSnapshotClusterIdentifier,
        SnapshotIdentifier: aCopy.SourceSnapshotIdentifier,
      };
      sandbox.data.addSnapshot(source, { account });
    }
  });
  afterEach(() => sandbox.close());

  const become = ({ config: file }: Pick<Machine, 'config'>, keys: typeof mine): void =>
    writeFileSync(
      file,
      config({ 'profile p': { aws_access_key_id: keys.accessKeyId, aws_secret_access_key: keys.secretAccessKey } }),
    );

  /** Works with a gateway that has been used as `mine`. */
  async function asMine(work: (gateway: RedshiftGateway, machine: Machine) => Promise<void>): Promise<void> {
    await withMachine(sandbox, '', async machine => {
      become(machine, mine);
      const gateway = machine.connect('p');
      await gateway.callerIdentity();
      assert.deepEqual(await names(gateway), ['alpha', 'mine']);
      await work(gateway, machine);
    });
  }

  async function names(gateway: RedshiftGateway): Promise<readonly string[]> {
    return (await itemsOf(gateway.clusters())).map(({ identifier }) => identifier);
  }

  /** Whoever asked for copies, and for anything but who they are. */
  const copiers = () => keysOf(({ action }) => action === 'CopyClusterSnapshot');
  const askers = () => keysOf(({ action }) => action !== 'GetCallerIdentity');
  const keysOf = (which: (request: { readonly action: string }) => boolean) =>
    sandbox.requests.filter(which).map(({ accessKeyId }) => accessKeyId);

  it('between the checks and the sending: nothing is sent', () =>
    asMine(async (gateway, machine) => {
      const outcome = await runCopy({
        ...{ gateway, input: aCopy, signal: new AbortController().signal },
        entry: {
          ...untracked,
          write: async () => {
            become(machine, theirs);
            gateway.renewCredentials();
          },
        },
      });
      assert.equal(outcome.kind, 'failed');
      assertProblem(outcome.problem, { kind: 'otherPrincipal', outcomeUnknown: false });
      assert.equal(outcome.problem.principals?.found.account, theirs.account);
      assert.deepEqual(copiers(), []);
    }));

  it('between two sendings, because the first was throttled: the second is not sent', () =>
    asMine(async (gateway, machine) => {
      sandbox.inject({ name: 'throttle', action: 'CopyClusterSnapshot' });
      const wait = async (): Promise<void> => {
        become(machine, theirs);
        gateway.renewCredentials();
      };
      const outcome = await runCopy({ gateway, input: aCopy, signal: new AbortController().signal, wait });
      assert.equal(outcome.kind === 'failed' && outcome.problem.kind, 'otherPrincipal');
      assert.deepEqual(copiers(), [mine.accessKeyId]);
    }));

  it('while it is found out whether a copy was made: nothing of theirs counts as that copy', () =>
    asMine(async (gateway, machine) => {
      sandbox.inject({ name: 'dropAfter', action: 'CopyClusterSnapshot' });
      const wait = async (): Promise<void> => {
        become(machine, theirs);
        gateway.renewCredentials();
      };
      const outcome = await runCopy({ gateway, input: aCopy, signal: new AbortController().signal, wait });
      assert.equal(outcome.kind, 'unknown');
      assert.deepEqual(copiers(), [mine.accessKeyId]);
      assert.ok(!askers().includes(theirs.accessKeyId));
    }));

  it('when the service calls the first ones expired: the read is refused, not repeated', () =>
    asMine(async (gateway, machine) => {
      become(machine, theirs);
      sandbox.inject({ name: 'expired', action: 'DescribeClusters' });
      assertProblem(await problemFrom(names(gateway)), { kind: 'otherPrincipal' });
      assert.ok(!askers().includes(theirs.accessKeyId));
    }));

  it('when they are renewed ahead of time', () =>
    withMachine(sandbox, '', async machine => {
      mock.timers.enable({ apis: ['Date'], now: Date.now() });
      const expiring = (keys: typeof mine): void => {
        const answer = {
          ...{ Version: 1, AccessKeyId: keys.accessKeyId, SecretAccessKey: keys.secretAccessKey },
          Expiration: new Date(Date.now() + 120_000).toISOString(),
        };
        const command = processPrinting(machine, { stdout: JSON.stringify(answer) });
        writeFileSync(machine.config, config({ 'profile p': { credential_process: command } }));
      };
      expiring(mine);
      const gateway = machine.connect('p');
      await gateway.callerIdentity();
      assert.deepEqual(await names(gateway), ['alpha', 'mine']);
      mock.timers.setTime(Date.now() + 115_000);
      expiring(theirs);
      assertProblem(await problemFrom(names(gateway)), { kind: 'otherPrincipal' });
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'otherPrincipal' });
      assert.ok(!askers().includes(theirs.accessKeyId));
    }).finally(() => mock.timers.reset())).timeout(20_000);

  it('before it was known whose the first ones were: what is read then is refused as well', () =>
    withMachine(sandbox, '', async machine => {
      become(machine, mine);
      const gateway = machine.connect('p');
      await names(gateway);
      sandbox.inject({ name: 'denied', action: 'GetCallerIdentity' });
      await problemFrom(gateway.callerIdentity());
      become(machine, theirs);
      gateway.renewCredentials();
      assertProblem(await problemFrom(names(gateway)), { kind: 'otherPrincipal' });
      assert.ok(!askers().includes(theirs.accessKeyId));
    }));

  it('and it cannot be found out any more whose the first ones were: they may have been anybody’s', () =>
    withMachine(sandbox, '', async machine => {
      const stop = sandbox.onRequest(({ action, accessKeyId }) => {
        if (action === 'GetCallerIdentity' && accessKeyId === mine.accessKeyId) {
          sandbox.inject({ name: 'denied', action });
        }
      });
      become(machine, mine);
      const gateway = machine.connect('p');
      await names(gateway);
      become(machine, theirs);
      gateway.renewCredentials();
      const { kind, principals } = await problemFrom(names(gateway));
      assert.deepEqual([kind, principals?.expected], ['otherPrincipal', undefined]);
      assert.ok(!askers().includes(theirs.accessKeyId));
      stop();
    }));

  it('are still these where only the key is another one: read on, once looked up', () =>
    asMine(async (gateway, machine) => {
      become(machine, rotated);
      gateway.renewCredentials();
      assert.deepEqual(await names(gateway), ['alpha', 'mine']);
      await gateway.send('CopyClusterSnapshot', aCopy);
      assert.equal(sent(sandbox, 'GetCallerIdentity').length, 2);
      assert.deepEqual(copiers(), [rotated.accessKeyId]);
    }));

  it('are resolved anew, and a read repeated once, also where the service rejects those that it had accepted', () =>
    asMine(async (gateway, machine) => {
      const error = { code: 'InvalidClientTokenId', status: 403, message: 'The security token is invalid.' };
      become(machine, rotated);
      sandbox.inject({ name: 'error', action: 'DescribeClusters', error });
      assert.deepEqual(await names(gateway), ['alpha', 'mine']);
      assert.equal(askers().at(-1), rotated.accessKeyId);
      sandbox.inject({ name: 'error', action: 'CopyClusterSnapshot', error });
      become(machine, mine);
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'credentialsRejected' });
      await gateway.send('CopyClusterSnapshot', aCopy);
      assert.deepEqual(copiers(), [rotated.accessKeyId, mine.accessKeyId], 'a change is not repeated');
    }));

  it('stay as they are where a Region rejects them that never accepted any', () =>
    asMine(async (gateway, machine) => {
      const error = { code: 'InvalidClientTokenId', status: 403, message: 'The security token is invalid.' };
      become(machine, rotated);
      sandbox.inject({ name: 'error', action: 'DescribeClusters', error });
      assertProblem(await problemFrom(names(gateway.inRegion('ap-east-1'))), { kind: 'credentialsRejected' });
      assert.deepEqual(await names(gateway), ['alpha', 'mine']);
      assert.ok(!askers().includes(rotated.accessKeyId));
    }));

  describe('nobody knew whose', () => {
    it('is asked again before a change', () =>
      withMachine(sandbox, '', async machine => {
        become(machine, mine);
        const gateway = machine.connect('p');
        sandbox.inject({ name: 'denied', action: 'GetCallerIdentity' });
        await problemFrom(gateway.callerIdentity());
        await gateway.send('CopyClusterSnapshot', aCopy);
        assert.deepEqual(copiers(), [mine.accessKeyId]);
      }));

    it('is said, and nothing sent, where it cannot be found out', () =>
      withMachine(sandbox, '', async machine => {
        become(machine, mine);
        sandbox.inject({ name: 'denied', action: 'GetCallerIdentity', count: 100 });
        const problem = await problemFrom(machine.connect('p').send('CopyClusterSnapshot', aCopy));
        assertProblem(problem, { kind: 'accessDenied', operation: 'GetCallerIdentity', outcomeUnknown: false });
        assert.deepEqual(copiers(), []);
      }));
  });

  it('while the files are read anew and STS takes its time: no row of theirs stands in the session of mine', () =>
    withMachine(sandbox, '', async machine => {
      become(machine, mine);
      const rows: string[] = [];
      const sessions = sessionsOn(machine);
      await sessions.start();
      const { session } = sessions;
      await session?.identity;
      const look = async (): Promise<void> => {
        rows.push(...clusterNames((await session?.tree.roots()) ?? []));
      };
      await look();
      // Whoever looks while it is being found out is kept waiting by that alone.
      let looked: Promise<void> | undefined;
      const askedTooEarly: boolean[] = [];
      const stop = sandbox.onRequest(({ action, accessKeyId }) => {
        if (action === 'GetCallerIdentity' && looked === undefined) {
          session?.tree.refresh();
          looked = look();
        } else if (action === 'DescribeClusters' && accessKeyId === theirs.accessKeyId) {
          askedTooEarly.push(session?.ended.aborted !== true);
        }
      });
      sandbox.inject({ name: 'slow', action: 'GetCallerIdentity', milliseconds: 200 });
      become(machine, theirs);
      await sessions.refresh('credentialsChanged');
      await looked;
      assert.deepEqual([...new Set(rows)], ['alpha', 'mine']);
      assert.equal(session?.ended.aborted, true);
      assert.equal((await sessions.session?.identity)?.account, theirs.account);
      assert.deepEqual(clusterNames((await sessions.session?.tree.roots()) ?? []), ['alpha', 'theirs']);
      stop();
      assert.deepEqual(askedTooEarly, [false]);
      sessions.dispose();
    }));

  it('when nobody has told of it: the session that reads is replaced by one of whom they are now', () =>
    withMachine(sandbox, '', async machine => {
      become(machine, mine);
      const sessions = sessionsOn(machine);
      await sessions.start();
      const { session } = sessions;
      await session?.identity;
      become(machine, theirs);
      sandbox.inject({ name: 'expired', action: 'DescribeClusters' });
      assert.deepEqual(clusterNames((await session?.tree.roots()) ?? []), []);
      await sessions.start();
      assert.notEqual(sessions.session, session);
      assert.deepEqual(clusterNames((await sessions.session?.tree.roots()) ?? []), ['alpha', 'theirs']);
      sessions.dispose();
    }));
});

/** The sessions of a window on the profile `p`. */
function sessionsOn({ aws }: Machine): Sessions {
  return quietSessions({
    readProfiles: aws.readProfiles,
    connect: async (target, more) => aws.connect({ ...more, target, log: () => {} }),
    memory: { read: () => ({ source: profile('p'), region: 'eu-west-1' }), write: () => {} },
  });
}

function clusterNames(rows: readonly TreeNode[]): readonly string[] {
  return rows.flatMap(row => (row.kind === 'cluster' ? [row.cluster.identifier] : []));
}
