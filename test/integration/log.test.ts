import { deepEqual } from 'node:assert/strict';
import type { RequestRecord } from '../../src/core/model/gateway';
import { Log } from '../../src/ui/vscode/log';

describe('a line of the log', () => {
  const told = (record: Partial<RequestRecord>): readonly (readonly [level: string, line: string])[] => {
    const told: (readonly [string, string])[] = [];
    const note = (level: string) => (line: string) => void told.push([level, line]);
    const levels = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
    new Log({ ...levels, show: () => {}, dispose: () => {} }).request({
      operation: 'CreateToken',
      target: 'p',
      milliseconds: 1,
      attempts: 1,
      ...record,
    });
    return told;
  };
  const levelsOf = (record: Partial<RequestRecord>): readonly string[] => told(record).map(([level]) => level);

  it('is one line, whatever the service and the files call things', () => {
    const lines = told({ target: 'p\nq', requestId: 'r\r\n2026-11-30 [info] s', errorCode: 'T\u2028U' });
    deepEqual(lines, [['warn', 'CreateToken · p q · 1 ms · request r 2026-11-30 [info] s · attempts 1 · T U']]);
  });

  it('is a warning for what has failed, but not for what was to be expected', () => {
    deepEqual(levelsOf({}), ['info']);
    deepEqual(levelsOf({ errorCode: 'AccessDeniedException' }), ['warn']);
    deepEqual(levelsOf({ errorCode: 'AuthorizationPendingException', isExpected: true }), ['debug']);
  });
});
