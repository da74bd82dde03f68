import assert from 'node:assert/strict';
import { operations } from '../../../../src/core/operations/all';
import { faultNames } from '../../../../src/sandbox/faults/fault';
import { soakOperations } from '../../../soak/operations';

describe('operations under faults of every kind', () => {
  it('agree with the journal to the last snapshot', async function () {
    this.timeout(60_000);
    const result = await soakOperations({ count: 60, seed: 4, share: 0.2 });
    assert.deepEqual(result.differences, []);
    assert.equal(result.asked, 60);
    assert.equal(result.confirmed, result.inService);
    assert.equal(result.confirmed + result.failed + result.cancelled, 60);
    assert.ok(result.confirmed > 20 && result.failed > 0, JSON.stringify(result));
    assert.deepEqual(Object.keys(result.applied), Object.keys(faultNames));
    for (const name of Object.keys(operations)) {
      assert.ok(result.requests[name], `${name} was never sent`);
    }
  });
});
