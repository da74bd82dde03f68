import assert from 'node:assert/strict';
import { ProblemError, problemOf } from '../../../../src/core/model/problem';
import { aProblem } from '../../../support/builders';

const modulePath = require.resolve('../../../../src/core/model/problem');

describe('the problem of an error', () => {
  it('is the one that it carries, as it is', () => {
    const problem = aProblem('accessDenied', { operation: 'CopyClusterSnapshot', requestId: 'r-1' });
    assert.equal(problemOf(new ProblemError(problem)), problem);
  });

  it('is found across the bundles, each with its own copy of the class', () => {
    const own = require.cache[modulePath];
    delete require.cache[modulePath];
    const copy: typeof import('../../../../src/core/model/problem') = require(modulePath);
    require.cache[modulePath] = own;
    assert.notEqual(copy.ProblemError, ProblemError);
    const problem = aProblem('throttled');
    const error: unknown = new copy.ProblemError(problem);
    assert.ok(!(error instanceof ProblemError));
    assert.equal(problemOf(error), problem);
  });

  it('is that it was cancelled, for an aborted signal’s reason', () => {
    const { reason } = AbortSignal.abort();
    assert.equal(problemOf(reason).kind, 'cancelled');
  });

  it('is unknown for any other error, with its own words', () => {
    assert.deepEqual(problemOf(new RangeError('Too far.')), {
      kind: 'unknown',
      code: 'RangeError',
      message: 'Too far.',
    });
  });

  it('is unknown for an error that only bears the name', () => {
    const error = Object.assign(new Error('No problem in here.'), { name: 'ProblemError' });
    assert.equal(problemOf(error).kind, 'unknown');
  });

  for (const [thrown, message] of [
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [{ problem: aProblem('timeout') }, '[object Object]'],
  ] as const) {
    it(`is unknown for what is no error: ${message}`, () => {
      assert.deepEqual(problemOf(thrown), { kind: 'unknown', code: 'Error', message });
    });
  }
});

describe('a ProblemError', () => {
  it('has the problem’s message and keeps its cause', () => {
    const cause = new Error('below');
    const error = new ProblemError(aProblem('network', { message: 'No way.' }), { cause });
    assert.deepEqual([error.name, error.message, error.cause], ['ProblemError', 'No way.', cause]);
  });
});
