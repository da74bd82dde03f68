import { equal, ok } from 'node:assert/strict';
import { recordDocument } from '../../../../src/core/activity/recordDocument';
import { parseRecord, recordOf } from '../../../../src/core/activity/recordText';
import { progressOf } from '../../../../src/core/operations/progress';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { endText, operationSentence, operationText } from '../../../../src/ui/text/operationText';
import { keptText } from '../../../../src/ui/text/retentionText';
import { aCopyRequest, aManualSnapshot, aProblem, aSnapshot, aTarget } from '../../../support/builders';

const now = Date.UTC(2026, 10, 22);

/** With every member that a record can have. */
const whole: OperationRecord = {
  ...{ id: '1', operation: 'CopyClusterSnapshot', input: aCopyRequest(), state: 'inProgress', planned: now },
  ...{ confirmed: now, lastSeen: now, ended: now, requestId: 'r', recovered: true },
  target: aTarget({ endpoint: 'http://localhost:1' }),
  identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' },
  before: aSnapshot({
    ...{ arn: 'a', createTime: now, retentionStartTime: now, kmsKeyId: 'k', nodeType: 'ra3', numberOfNodes: 2 },
    ...{ ownerAccount: '1', totalMegabytes: 1, sourceRegion: 'eu-west-2', described: { Tags: [] } },
  }),
  after: aManualSnapshot({
    ...{ retentionStartTime: now, incrementalMegabytes: 9, ownerAccount: '1', createTime: now },
    progress: { megabytesDone: 1, megabytesPerSecond: 1, secondsLeft: 1, secondsElapsed: 1 },
  }),
  holder: aManualSnapshot(),
  problem: aProblem('network', { requestId: 'r', host: 'h', httpStatus: 500, operation: 'o', outcomeUnknown: true }),
  attempts: [{ time: now, requestId: 'r', code: 'c' }],
};

const others = ['null', '"x"', '{}', '[]', 'true', '-7', '1e300', '{"toString":1}', '[[{}]]', '"\\u0000"'];

/** The record with another value in the place of each part of it. */
function* changed(value: unknown, path: readonly string[] = []): Iterable<string> {
  if (path.length > 0) {
    yield* others.map(other => JSON.stringify(put(JSON.parse(recordOf(whole)), path, '@')).replace('"@"', other));
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* changed(member, [...path, name]);
    }
  }
}

function put(value: unknown, [name = '', ...rest]: readonly string[], other: unknown): unknown {
  const copy: Record<string, unknown> = Object.assign(Array.isArray(value) ? [] : {}, value);
  copy[name] = rest.length === 0 ? other : put(copy[name], rest, other);
  return copy;
}

/** What Activity and "Show Record" make of it. */
function show(record: OperationRecord): void {
  const progress = progressOf(record, [whole], now);
  for (const state of ['inProgress', 'available', 'failed', 'clash', 'done'] as const) {
    const operation = { ...record, state };
    const facts = { progress, now };
    JSON.stringify(recordDocument(operation));
    const texts = [operationText(operation, facts), operationSentence(operation, facts), endText(operation)];
    ok(!texts.join().includes('[object Object]'), texts.join());
    keptText(operation, now);
  }
}

describe('a record that was changed on the disk', () => {
  it('is shown, or left alone as one of another version; nothing throws', () => {
    ok(typeof parseRecord(recordOf(whole)) === 'object');
    let [shown, left] = [0, 0];
    for (const text of changed(JSON.parse(recordOf(whole)))) {
      const record = parseRecord(text);
      if (typeof record === 'object') {
        show(record);
        shown += 1;
      } else {
        left += 1;
      }
    }
    ok(shown > 50 && left > 300, `${shown} shown, ${left} left alone`);
  });

  it('is left alone where it is nested without end', () => {
    const deep = JSON.stringify({ ...JSON.parse(recordOf(whole)), before: '@' });
    const text = deep.replace('"@"', '['.repeat(10_000) + ']'.repeat(10_000));
    equal(parseRecord(text), 'foreign');
  });
});
