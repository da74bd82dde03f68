import assert from 'node:assert/strict';
import { remembered } from '../../../../src/core/model/remembered';

describe('what is remembered', () => {
  it('is made once for the same arguments', () => {
    const made: string[] = [];
    const text = remembered((unit: string, amount: number, isLong: boolean) => {
      made.push(unit);
      return `${amount} ${unit} ${isLong}`;
    });
    assert.deepEqual(
      [text('days', 1, true), text('days', 1, true), text('days', 1, false), text('hours', 1, true)],
      ['1 days true', '1 days true', '1 days false', '1 hours true'],
    );
    assert.deepEqual(made, ['days', 'days', 'hours']);
  });

  it('is forgotten rather than kept for ever', () => {
    let made = 0;
    const text = remembered((n: number) => {
      made++;
      return String(n);
    });
    for (let n = 0; n < 20_000; n++) {
      assert.equal(text(n), String(n));
    }
    text(0);
    assert.equal(made, 20_001);
  });
});
