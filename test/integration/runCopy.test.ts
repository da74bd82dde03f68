import { deepEqual } from 'node:assert/strict';
import { commands } from 'vscode';
import { copyClusterSnapshot } from '../../src/core/operations/copyClusterSnapshot';
import type { Session } from '../../src/core/session/session';
import { TreeModel } from '../../src/core/tree/treeModel';
import { Runner, type RunnerHost } from '../../src/ui/operations/runner';
import { aCopyRequest, aManualSnapshot, aTarget } from '../support/builders';
import { untracked } from '../support/runCopy';
import { FakeGateway } from '../unit/core/fakeGateway';

describe('a copy that was made', () => {
  const response = { Snapshot: { SnapshotIdentifier: 'alpha-keep' } };
  const happened: string[] = [];
  let endSaving: () => void;
  let openAnswer: RunnerHost['documents']['openAnswer'];

  const host: RunnerHost = {
    tracker: {
      begin: () => ({
        ...untracked,
        end: () =>
          new Promise<void>(resolve => {
            endSaving = () => {
              happened.push('saved');
              resolve();
            };
          }),
      }),
    },
    documents: { openAnswer: (...given) => openAnswer(...given), openReport: async () => {} },
    reveal: async () => {
      happened.push('revealed');
    },
    logError: error => happened.push(String(error)),
    inside: async work => {
      await work();
    },
  };

  const copy = async (): Promise<unknown> => {
    const checked = { caller: { account: '111122223333', arn: 'arn' }, time: Date.now() };
    const [row] = (await new Runner(host).run(copyClusterSnapshot, aSession(), [aCopyRequest()], { checked })) ?? [];
    happened.push('returned');
    return row?.['Response'];
  };

  beforeEach(() => happened.splice(0));
  afterEach(() => commands.executeCommand('notifications.clearAll'));

  it('is shown while the outcome is being written down, then has its row; the command waits for the disk, too', async () => {
    openAnswer = async (_subject, _session, answer) => {
      deepEqual(await answer, response);
      happened.push('shown');
      setImmediate(endSaving);
    };
    deepEqual(await copy(), response);
    deepEqual(happened, ['shown', 'revealed', 'saved', 'returned']);
  });

  it('is returned, and its outcome written down, also where it cannot be shown', async () => {
    openAnswer = async (_subject, _session, answer) => {
      await answer;
      setImmediate(endSaving);
      throw new Error('no editor');
    };
    deepEqual(await copy(), response);
    deepEqual(happened, ['revealed', 'saved', 'returned']);
  });

  function aSession(): Session {
    const gateway = new FakeGateway({
      send: async () => ({ snapshot: aManualSnapshot(), response }),
    });
    return {
      ...{ target: aTarget(), gateway, tree: new TreeModel({ gateway, changed: () => {} }) },
      identity: Promise.resolve(undefined),
      ended: new AbortController().signal,
      carryThrough: work => work,
    };
  }
});
