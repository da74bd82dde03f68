import assert from 'node:assert/strict';
import { Latest } from '../../../../src/core/requests/latest';

const quietTime = 5;
const aWhile = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20 * quietTime));

describe('work of which only the latest counts', () => {
  let latest: Latest;
  let done: string[];
  beforeEach(() => {
    latest = new Latest(quietTime);
    done = [];
  });

  it('begins once, for the last of many changes', async () => {
    for (const text of ['a', 'ab', 'abc']) {
      latest.whenQuiet('document', () => done.push(text));
    }
    assert.deepEqual(done, []);
    await aWhile();
    assert.deepEqual(done, ['abc']);
  });

  it('is apart for each thing', async () => {
    latest.whenQuiet('one', () => done.push('one'));
    latest.whenQuiet('other', () => done.push('other'));
    await aWhile();
    assert.deepEqual(done.sort(), ['one', 'other']);
  });

  it('is aborted by what comes later, and by nothing else', () => {
    const first = latest.begin('document');
    latest.begin('another');
    assert.equal(first.aborted, false);
    const second = latest.begin('document');
    assert.deepEqual([first.aborted, second.aborted], [true, false]);
    latest.whenQuiet('document', () => {});
    assert.equal(second.aborted, true);
    latest.dispose();
  });

  it('is not begun after all when something begins at once', async () => {
    latest.whenQuiet('document', () => done.push('later'));
    latest.begin('document');
    await aWhile();
    assert.deepEqual(done, []);
  });

  it('ends when its thing is gone, and when everything is', async () => {
    latest.whenQuiet('document', () => done.push('late'));
    latest.forget('document');
    const running = latest.begin('document');
    latest.whenQuiet('another', () => done.push('late'));
    latest.dispose();
    await aWhile();
    assert.deepEqual([done, running.aborted], [[], true]);
  });
});
