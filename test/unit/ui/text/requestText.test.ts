import assert from 'node:assert/strict';
import { operations } from '../../../../src/core/operations/all';
import { type RequestReading, readRequest } from '../../../../src/core/requests/readRequest';
import { requestFaultText, serviceFaultText } from '../../../../src/ui/text/requestText';
import { aProblem, aTarget, time } from '../../../support/builders';

const { CopyClusterSnapshot: copy, ModifyClusterSnapshot: modify, DeleteClusterSnapshot: remove } = operations;

describe('what is said of a request', () => {
  const texts = (operation: typeof copy, text: string) =>
    readRequest(operation, text).findings.map(({ fault }: RequestReading['findings'][number]) =>
      requestFaultText(operation, fault),
    );

  const cases: readonly (readonly [operation: typeof copy, text: string, ...said: readonly string[]])[] = [
    [copy, '', 'The document is empty. A request is a JSON object, { … }, or a list of them.'],
    [copy, '[]', 'The list is empty.'],
    [copy, '[7]', 'A request is a JSON object, { … }, or a list of them, not a number.'],
    [modify, '{}', '"SnapshotIdentifier" is missing.', '"ManualSnapshotRetentionPeriod" is missing.'],
    [
      remove,
      '{ "Force": true, "SnapshotIdentifer": "a", "SnapshotIdentifier": "a" }',
      'DeleteClusterSnapshot has no parameter "Force". It has SnapshotIdentifier, SnapshotClusterIdentifier.',
      'DeleteClusterSnapshot has no parameter "SnapshotIdentifer". Did you mean "SnapshotIdentifier"?',
    ],
    [
      remove,
      '{ "SnapshotIdentifier": "", "SnapshotClusterIdentifier": " " }',
      '"SnapshotIdentifier" must not be blank.',
      '"SnapshotClusterIdentifier" must not be blank. It can be left out.',
    ],
    [
      modify,
      '{ "SnapshotIdentifier": 1, "ManualSnapshotRetentionPeriod": "7" }',
      '"SnapshotIdentifier" must be text in double quotes, not a number.',
      '"ManualSnapshotRetentionPeriod" must be a whole number of days, such as 30, not text.',
    ],
    [
      remove,
      '[{ "SnapshotIdentifier": "a" }, { "SnapshotIdentifier": "A" }]',
      '"A" appears more than once in this list.',
    ],
    [remove, '{ "SnapshotIdentifier": "a", "SnapshotIdentifier": "b" }', '"SnapshotIdentifier" appears twice.'],
    [remove, '{ "SnapshotIdentifier": "a", }', 'No trailing comma: a request is strict JSON, as the AWS CLI takes it.'],
  ];
  for (const [operation, text, ...said] of cases) {
    it(`names the rule: ${operation.requestWord} ${text}`, () => {
      assert.deepEqual(texts(operation, text), said);
    });
  }

  it('fits the operation where the service says it', () => {
    const span = { days: 7, start: time('2026-11-01T00:00:00Z'), end: time('2026-11-08T00:00:00Z') };
    const over = { kind: 'retentionOver', span } as const;
    assert.match(serviceFaultText(copy, over, aTarget()), /so the copy would have expired on Sun, Nov 8, 2026/);
    assert.match(
      serviceFaultText(modify, over, aTarget()),
      /^With this retention period, it would have expired on Sun, Nov 8, 2026.* delete it\.$/,
    );
    const shared = { kind: 'sourceShared', accounts: ['111122223333'] } as const;
    assert.match(serviceFaultText(remove, shared, aTarget()), /111122223333\. Use Stop Sharing first\.$/);
    assert.equal(
      serviceFaultText(copy, { kind: 'clusterUnclear', clusters: ['a', 'b'], parameter: 'X' }, aTarget()),
      'Several clusters have a snapshot with this name: a, b. Name one of them in "X".',
    );
  });

  it('has the service’s own words where a check failed', () => {
    const problem = aProblem('network', { code: 'ECONNREFUSED', message: 'connect' });
    assert.equal(
      serviceFaultText(copy, { kind: 'unchecked', problem }, aTarget()),
      'This could not be checked. ECONNREFUSED: connect',
    );
  });
});
