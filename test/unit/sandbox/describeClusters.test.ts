import assert from 'node:assert/strict';
import {
  DescribeClustersCommand,
  type DescribeClustersMessage,
  paginateDescribeClusters,
} from '@aws-sdk/client-redshift';
import { bench, fails } from './support';

describe('sandbox: DescribeClusters', () => {
  const b = bench();

  beforeEach(() => {
    for (let i = 0; i < 45; i++) {
      const Tags = [{ Key: i % 2 ? 'team' : 'Team', Value: `t${i % 3}` }];
      b.sandbox.data.addCluster({ ClusterIdentifier: `c-${String(44 - i).padStart(2, '0')}`, Tags });
    }
  });

  const describeClusters = (input: DescribeClustersMessage = {}) => b.redshift.send(new DescribeClustersCommand(input));

  it('lists by name', async () => {
    const { Clusters = [], Marker } = await describeClusters();
    assert.equal(Clusters.length, 45);
    assert.deepEqual([Clusters[0]?.ClusterIdentifier, Clusters.at(-1)?.ClusterIdentifier], ['c-00', 'c-44']);
    assert.equal(Marker, undefined);
  });

  it('answers in pages', async () => {
    const sizes: number[] = [];
    for await (const page of paginateDescribeClusters({ client: b.redshift, pageSize: 20 }, {})) {
      sizes.push(page.Clusters?.length ?? 0);
    }
    assert.deepEqual(sizes, [20, 20, 5]);
  });

  for (const MaxRecords of [19, 101, 0, -1]) {
    it(`refuses pages of ${MaxRecords}`, () =>
      fails(describeClusters({ MaxRecords }), 'InvalidParameterValue', 'InvalidParameterValue', 400));
  }

  it('refuses a marker that is none', () =>
    fails(describeClusters({ Marker: 'nonsense' }), 'InvalidParameterValue', 'InvalidParameterValue', 400));

  it('finds one by name, case sensitive', async () => {
    assert.equal((await describeClusters({ ClusterIdentifier: 'c-07' })).Clusters?.length, 1);
    await fails(describeClusters({ ClusterIdentifier: 'C-07' }), 'ClusterNotFoundFault', 'ClusterNotFound', 404);
  });

  it('finds by tags: any of the keys with any of the values, case sensitive', async () => {
    const count = async (input: DescribeClustersMessage) => (await describeClusters(input)).Clusters?.length;
    assert.equal(await count({ TagKeys: ['team'] }), 22);
    assert.equal(await count({ TagKeys: ['team', 'Team'] }), 45);
    assert.equal(await count({ TagKeys: ['nothing'] }), 0);
    assert.equal(await count({ TagValues: ['t0', 't1'] }), 30);
    assert.equal(await count({ TagKeys: ['team', 'other'], TagValues: ['t0'] }), 7);
  });

  it('refuses tags that cannot be', () =>
    fails(describeClusters({ TagKeys: ['aws:x'] }), 'InvalidTagFault', 'InvalidTagFault', 400));
});
