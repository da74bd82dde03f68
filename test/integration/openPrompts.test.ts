import { equal, ok } from 'node:assert/strict';
import { copyClusterSnapshot } from '../../src/core/operations/copyClusterSnapshot';
import type { Session } from '../../src/core/session/session';
import { TreeModel } from '../../src/core/tree/treeModel';
import { Runner, type RunnerHost } from '../../src/ui/operations/runner';
import { aCluster, aSnapshot, aTarget } from '../support/builders';
import { eventually } from '../support/eventually';
import { FakeGateway, pages } from '../unit/core/fakeGateway';

describe('the prompts of a copy, when its session is replaced', () => {
  const nothing = (): never => {
    throw new Error('Nothing may be copied.');
  };
  const host: RunnerHost = {
    tracker: { begin: nothing },
    documents: { openAnswer: nothing, openReport: nothing },
    reveal: nothing,
    logError: nothing,
    inside: nothing,
  };

  for (const [step, draft] of [
    ['the first of four', {}],
    ['the first of two', { rows: [aSnapshot()] }],
  ] as const) {
    it(`close, and nothing is copied: ${step}`, async () => {
      const gateway = new FakeGateway({ clusters: () => pages([aCluster()]), snapshots: () => pages([aSnapshot()]) });
      const end = new AbortController();
      const session: Session = {
        ...{ target: aTarget(), gateway, tree: new TreeModel({ gateway, changed: () => {} }) },
        identity: Promise.resolve(undefined),
        ended: end.signal,
        carryThrough: work => work,
      };
      const answer = new Runner(host).runWithPrompts(copyClusterSnapshot, session, draft);
      // What the prompt shows is being asked for: it is there.
      await eventually(
        () => gateway.asked.length,
        asked => ok(asked > 0),
      );
      end.abort();
      equal(await answer, undefined);
    });
  }
});
