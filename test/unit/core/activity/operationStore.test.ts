import { deepEqual, rejects } from 'node:assert/strict';
import { OperationStore } from '../../../../src/core/activity/operationStore';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { aCopyRequest, aTarget } from '../../../support/builders';

const operation: OperationRecord = {
  ...{
    id: 'one',
    target: aTarget(),
    operation: 'CopyClusterSnapshot',
    input: aCopyRequest(),
    state: 'planned',
    planned: 1,
  },
};

describe('the operations as a window knows them', () => {
  it('are read anew where the first reading has failed', async () => {
    const readings = [Promise.reject(new Error('EMFILE')), Promise.resolve([operation])];
    const readAll = (): Promise<readonly OperationRecord[]> => readings.shift() ?? Promise.resolve([]);
    const store = new OperationStore({ readAll, add: nothing, write: nothing, remove: nothing }, () => {});
    await rejects(store.ready(), { message: 'EMFILE' });
    await store.ready();
    await store.ready();
    deepEqual(store.all, [operation]);
  });
});

async function nothing(): Promise<void> {}
