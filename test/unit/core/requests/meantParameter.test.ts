import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allOperations, operations } from '../../../../src/core/operations/all';
import { meantParameter } from '../../../../src/core/requests/meantParameter';

describe('the parameter that was meant', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['SourceSnapshotIdentifer', 'SourceSnapshotIdentifier'],
    ['sourceSnapshotIdentifier', 'SourceSnapshotIdentifier'],
    ['--source-snapshot-cluster-identifier', 'SourceSnapshotClusterIdentifier'],
    ['target_snapshot_identifier', 'TargetSnapshotIdentifier'],
    ['TargetSnapshotIdentifiers', 'TargetSnapshotIdentifier'],
    ['ManualSnapshotRetentionPeriods', 'ManualSnapshotRetentionPeriod'],
    ['RetentionPeriod', 'ManualSnapshotRetentionPeriod'],
    ['retentionDays', 'ManualSnapshotRetentionPeriod'],
    ['cluster', 'SourceSnapshotClusterIdentifier'],
    ['snapshot', 'SourceSnapshotIdentifier'],
    ['target', 'TargetSnapshotIdentifier'],
    ['SnapshotIdentifier', 'SourceSnapshotIdentifier'],
    ['DryRun', undefined],
    ['Tags', undefined],
    ['$schema', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['x'.repeat(100_000), undefined],
  ];
  for (const [name, meant] of cases) {
    it(`is ${meant ?? 'none'} for ${JSON.stringify(name.slice(0, 40))}`, () => {
      assert.equal(meantParameter(operations.CopyClusterSnapshot, name)?.name, meant);
    });
  }

  it('is the one with a letter too many, too few or wrong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...allOperations.flatMap(own => own.parameters.map(({ name }) => [own, name] as const))),
        fc.nat(20),
        fc.constantFrom('', 'x', 'xy'),
        ([own, name], at, letters) => {
          assert.equal(meantParameter(own, `${name.slice(0, at)}${letters}${name.slice(at + 1)}`)?.name, name);
        },
      ),
    );
  });
});
