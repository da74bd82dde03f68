import { equal } from 'node:assert/strict';
import { treeFilter } from '../../../../src/core/tree/filter';
import { filterText, noMatchText } from '../../../../src/ui/text/filterText';
import { aCluster, aFailure, aSnapshot } from '../../../support/builders';
import { pages, pagesThenFailure } from '../../core/fakeGateway';
import { treeOf } from '../../core/tree/treeSupport';

const filter = treeFilter('failed') ?? { text: '', words: [] };
const account = (orphansFail = false) =>
  treeOf({
    clusters: () => pages([aCluster()]),
    snapshots: {
      all: () =>
        orphansFail
          ? pagesThenFailure(aFailure('network'))
          : pages([aSnapshot({ identifier: 'rs:1', status: 'failed' }), aSnapshot()]),
    },
  }).tree;

describe('what a view says of its filter', () => {
  it('is how many it has found, in all Regions', async () => {
    const trees = [account(), account()];
    await Promise.all(trees.map(({ wholeAccount }) => wholeAccount.load()));
    equal(filterText(filter, trees.slice(1)), '"failed": 1 found');
    equal(filterText(filter, trees), '"failed": 2 found');
  });

  it('is that it is searching, until the last Region has answered', async () => {
    const [first, second] = [account(), account()];
    await first.wholeAccount.load();
    const loading = second.wholeAccount.load();
    equal(filterText(filter, [first, second]), '"failed": searching...');
    await loading;
  });

  it('is that it has not looked everywhere, where it could not', async () => {
    const tree = account(true);
    await tree.wholeAccount.load();
    equal(filterText(filter, [tree]), '"failed": 0 found in loaded rows');
  });

  it('is true of what is not there as well', () => {
    const row = { kind: 'noMatch', key: 'n', text: 'failed' } as const;
    equal(noMatchText({ ...row, scope: 'all' }), 'Nothing matches "failed"');
    equal(noMatchText({ ...row, scope: 'loading' }), 'Searching for "failed"...');
    equal(noMatchText({ ...row, scope: 'loaded' }), 'No loaded row matches "failed"');
  });
});
