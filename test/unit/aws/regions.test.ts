import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allRegions } from '../../../src/aws/regions';

interface PartitionData {
  readonly partitions: readonly {
    readonly outputs: { readonly name: string };
    readonly regions: Readonly<Record<string, { readonly description: string }>>;
  }[];
}

describe('the Regions', () => {
  it('are those of the SDK’s partition data, in its order, without the pseudo-Regions', () => {
    const expected = sdkPartitions().partitions.flatMap(({ outputs, regions }) =>
      Object.entries(regions)
        .filter(([id]) => !id.endsWith('-global'))
        .map(([id, { description }]) => ({ id, name: description, partition: outputs.name })),
    );
    assert.deepEqual(allRegions(), expected);
  });

  it('have the names that people know', () => {
    const byId = new Map(allRegions().map(region => [region.id, region]));
    assert.deepEqual(byId.get('eu-west-1'), { id: 'eu-west-1', name: 'Europe (Ireland)', partition: 'aws' });
    assert.equal(byId.get('us-gov-west-1')?.partition, 'aws-us-gov');
    assert.equal(byId.get('cn-north-1')?.partition, 'aws-cn');
  });
});

/** The SDK does not export its data: it is read from the package's source, which is one object literal. */
function sdkPartitions(): PartitionData {
  const root = dirname(require.resolve('@aws-sdk/core/package.json'));
  const source = readFileSync(join(root, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'), 'utf8');
  return JSON.parse(source.slice(source.indexOf('{'), source.lastIndexOf('}') + 1).replace(/,(\s*[}\]])/g, '$1'));
}
