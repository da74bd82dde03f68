import assert from 'node:assert/strict';
import { DescribeClusterSnapshots$, type Snapshot } from '@aws-sdk/client-redshift';
import { NormalizedSchema } from '@smithy/core/schema';
import { LeanDeserializer } from '../../../../src/aws/protocol/leanDeserializer';

const name = 'DescribeClusterSnapshots';

describe('an answer with texts that the SDK does not read', () => {
  const reader = new LeanDeserializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: 'urn:made-up',
    serviceNamespace: 'com.amazonaws.redshift',
  });

  function read(...snapshots: readonly string[]): readonly Snapshot[] {
    const list = snapshots.map(members => `<Snapshot>${members}</Snapshot>`).join('');
    const xml = `<${name}Response><${name}Result><Snapshots>${list}</Snapshots></${name}Result></${name}Response>`;
    const output = reader.read(NormalizedSchema.of(DescribeClusterSnapshots$[5]), Buffer.from(xml), `${name}Result`);
    return (output as { readonly Snapshots: readonly Snapshot[] }).Snapshots;
  }

  for (const time of ['', '2026-11-22T14:03:11', 'yesterday', '2026-13-45T99:99:99Z']) {
    it(`has one snapshot without a time, and every other as it is, for ${JSON.stringify(time)}`, () => {
      const good = '<Status>b</Status><SnapshotCreateTime>2026-11-22T14:03:11Z</SnapshotCreateTime>';
      for (const odd of ['', '<!-- left to the parser of the SDK -->']) {
        const snapshots = read(`${odd}<Status>a</Status><SnapshotCreateTime>${time}</SnapshotCreateTime>`, good);
        assert.deepEqual(
          snapshots.map(({ Status, SnapshotCreateTime: created }) => [Status, created?.toISOString()]),
          [
            ['a', undefined],
            ['b', '2026-11-22T14:03:11.000Z'],
          ],
        );
      }
    });
  }

  for (const [written, meant] of [
    ['&#x1F600;', '😀'],
    ['&#128512;', '😀'],
    ['&#55357;&#56832;', '😀'],
    ['&#x10FFFF;', '\u{10FFFF}'],
    ['&#233;', 'é'],
    ['&amp;#x1F600;', '&#x1F600;'],
    ['a<![CDATA[&#x1F600;]]>&#x1F600;', 'a&#x1F600;😀'],
  ] as const) {
    it(`has ${meant} for ${written}`, () => {
      const [snapshot] = read(`<Tags><Tag><Key>k</Key><Value>${written}</Value></Tag></Tags>`);
      assert.deepEqual(snapshot?.Tags, [{ Key: 'k', Value: meant }]);
    });
  }
});
