import { deepEqual, ok } from 'node:assert/strict';
import { commands, window } from 'vscode';
import type { Session } from '../../src/core/session/session';
import { TreeModel } from '../../src/core/tree/treeModel';
import { copyWithPrompts } from '../../src/ui/copy/copyToManual';
import type { CopyHost } from '../../src/ui/copy/runCopy';
import { aCluster, aManualSnapshot, aSnapshot, aTarget } from '../support/builders';
import { eventually } from '../support/eventually';
import { FakeGateway, pages } from '../unit/core/fakeGateway';

describe('while the retention period is being chosen', () => {
  it('the copy is checked, and afterwards it is only sent', async () => {
    const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
    const response = { Snapshot: { SnapshotIdentifier: 'alpha-keep' } };
    const gateway = new FakeGateway({
      cluster: async () => aCluster(),
      snapshots: ({ type }) => pages(type === 'manual' ? [] : [aSnapshot()]),
      callerIdentity: async () => identity,
      copySnapshot: async () => ({ snapshot: aManualSnapshot(), response }),
    });
    const host: CopyHost = {
      tracker: {
        track: async (_session, _plan, copy) => ({
          outcome: await copy(async () => undefined),
          saved: Promise.resolve(),
        }),
      },
      documents: { openAnswer: async () => {} },
      reveal: async () => {},
      logError: () => {},
    };
    const session: Session = {
      ...{ target: aTarget(), gateway, tree: new TreeModel({ gateway, changed: () => {} }) },
      ...{ identity: Promise.resolve(identity), ended: new AbortController().signal, carryThrough: work => work },
    };
    const [name, period] = [shown('createInputBox'), shown('createQuickPick')];
    const answer = copyWithPrompts(host, session, { source: aSnapshot(), targetIdentifier: 'alpha-keep' });
    await name;
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await period;
    const checked = await eventually(
      () => gateway.asked.length,
      () => ok(gateway.asked.includes('callerIdentity')),
    );
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    deepEqual(await answer, response);
    deepEqual(gateway.asked.slice(checked), ['copySnapshot']);
  });
});

/** Resolves when the next prompt of this kind is told to show itself. */
function shown(kind: 'createInputBox' | 'createQuickPick'): Promise<void> {
  const create = window[kind];
  return new Promise(resolve => {
    const watched = (): ReturnType<typeof create> => {
      Object.assign(window, { [kind]: create });
      const input = create();
      const show = input.show.bind(input);
      return Object.assign(input, {
        show() {
          show();
          resolve();
        },
      });
    };
    Object.assign(window, { [kind]: watched });
  });
}
