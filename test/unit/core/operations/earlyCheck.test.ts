import { deepEqual, equal } from 'node:assert/strict';
import { copyClusterSnapshot } from '../../../../src/core/operations/copyClusterSnapshot';
import { EarlyCheck } from '../../../../src/core/operations/earlyCheck';
import { aCluster, aCopyRequest, aManualSnapshot, aSnapshot } from '../../../support/builders';
import { runCopy } from '../../../support/runCopy';
import { FakeGateway, type Pages, pages } from '../fakeGateway';

const names = aCopyRequest();
const otherNames = { ...names, TargetSnapshotIdentifier: 'taken' };

/** A service that has the source, and a manual snapshot called "taken"; each cluster is read when `cluster` says so. */
function aService(cluster: () => Promise<void> = async () => {}): FakeGateway {
  return new FakeGateway({
    cluster: async () => {
      await cluster();
      return aCluster();
    },
    snapshots: ({ snapshotIdentifier, type }): Pages<ReturnType<typeof aSnapshot>> => {
      const taken = snapshotIdentifier === 'taken' ? [aManualSnapshot({ identifier: 'taken' })] : [];
      return pages(type === 'manual' ? taken : [aSnapshot()]);
    },
    callerIdentity: async () => ({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' }),
    send: async () => ({ snapshot: aManualSnapshot(), response: {} }),
  });
}

/** When everything that waits for no timer has gone on. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('the checks while the last question is open', () => {
  const never = new AbortController().signal;

  it('leave only the sending for afterwards', async () => {
    const gateway = aService();
    const early = new EarlyCheck(copyClusterSnapshot, gateway, never);
    early.begin(names);
    await settled();
    early.end();
    const before = gateway.asked.length;
    await runCopy({ gateway, input: names, checked: early.passed });
    deepEqual(gateway.asked.slice(before), ['send']);
  });

  it('count for nothing where something forbade the copy', async () => {
    const early = new EarlyCheck(copyClusterSnapshot, aService(), never);
    early.begin(otherNames);
    await settled();
    equal(early.passed, undefined);
  });

  it('say what forbids the copy whatever its name', async () => {
    const early = new EarlyCheck(copyClusterSnapshot, aService(), never);
    early.begin(otherNames);
    equal(await early.refusal(), undefined);
    const gone = new FakeGateway({
      cluster: async () => aCluster(),
      snapshots: () => pages(),
      callerIdentity: async () => ({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' }),
    });
    const refused = new EarlyCheck(copyClusterSnapshot, gone, never);
    refused.begin(names);
    deepEqual(await refused.refusal(), { kind: 'sourceGone' });
    refused.begin(names);
    refused.end();
  });

  it('count for nothing when the question was answered sooner', async () => {
    let answer = (): void => {};
    const early = new EarlyCheck(
      copyClusterSnapshot,
      aService(
        () =>
          new Promise(resolve => {
            answer = resolve;
          }),
      ),
      never,
    );
    early.begin(names);
    await settled();
    early.end();
    answer();
    await settled();
    equal(early.passed, undefined);
  });

  it('are those of the names that were chosen last', async () => {
    const early = new EarlyCheck(copyClusterSnapshot, aService(), never);
    early.begin(names);
    await settled();
    early.begin(otherNames);
    const passed = [early.passed];
    await settled();
    passed.push(early.passed);
    early.begin(names);
    await settled();
    passed.push(early.passed);
    deepEqual(
      passed.map(checked => checked?.before?.identifier),
      [undefined, undefined, names.SourceSnapshotIdentifier],
    );
  });

  it('end with their session', async () => {
    const session = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const gateway = new FakeGateway({
      cluster: async (_, signal) => {
        signals.push(signal);
        return aCluster();
      },
    });
    new EarlyCheck(copyClusterSnapshot, gateway, session.signal).begin(names);
    session.abort();
    deepEqual(
      signals.map(signal => signal?.aborted),
      [true],
    );
  });
});
