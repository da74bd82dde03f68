import assert from 'node:assert/strict';
import { Turns } from '../../../../src/aws/protocol/turns';

describe('turns', () => {
  it('give each a turn of the event loop of its own, in order', async () => {
    const turns = new Turns();
    const seen: (number | 'loop')[] = [];
    const loop = () => {
      seen.push('loop');
      if (seen.length < 20) {
        setImmediate(loop);
      }
    };
    const work = [1, 2, 3].map(n => turns.next().then(() => seen.push(n)));
    setImmediate(loop);
    await Promise.all(work);
    const numbers = seen.filter(entry => entry !== 'loop');
    assert.deepEqual(numbers, [1, 2, 3]);
    for (const [before, after] of [
      [1, 2],
      [2, 3],
    ] as const) {
      assert.ok(seen.slice(seen.indexOf(before), seen.indexOf(after)).includes('loop'), seen.join());
    }
  });
});
