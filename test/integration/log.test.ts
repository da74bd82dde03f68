import { deepEqual } from 'node:assert/strict';
import type { RequestRecord } from '../../src/core/model/gateway';
import { Log } from '../../src/ui/vscode/log';

describe('a line of the log', () => {
  const levelsOf = (record: Partial<RequestRecord>): readonly string[] => {
    const told: string[] = [];
    const note = (level: string) => () => void told.push(level);
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

  it('is a warning for what has failed, but not for what was to be expected', () => {
    deepEqual(levelsOf({}), ['info']);
    deepEqual(levelsOf({ errorCode: 'AccessDeniedException' }), ['warn']);
    deepEqual(levelsOf({ errorCode: 'AuthorizationPendingException', isExpected: true }), ['debug']);
  });
});
