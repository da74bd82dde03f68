import type { SnapshotSortingEntity } from '@aws-sdk/client-redshift';
import { invalidValue } from '../protocol/serviceError';
import type { SnapshotRecord } from '../state/record';
import { compareText } from '../state/snapshotIndex';
import type { Position } from './paging';

export interface SnapshotOrder {
  readonly positionOf: (record: SnapshotRecord) => Position;
  readonly compare: (a: Position, b: Position) => number;
  /** Takes a list that is oldest first. */
  readonly sort: (records: readonly SnapshotRecord[]) => readonly SnapshotRecord[];
}

/**
 * The order that SortingEntities asks for; then, and where nothing is asked for, oldest first (the service documents no
 * order, so whoever wants one has to ask or to sort). Throws InvalidParameterValue. Source: SnapshotSortingEntity.
 */
export function snapshotOrder(entities: readonly SnapshotSortingEntity[]): SnapshotOrder {
  const keys = [...entities.map(keyOf), ascendingTime, ascendingArn];
  const compare = (a: Position, b: Position) => comparePositions(keys, a, b);
  const positionOf = (record: SnapshotRecord) => keys.map(key => key.valueOf(record));
  return { positionOf, compare, sort: records => sorted(records, entities, positionOf, compare) };
}

interface SortKey {
  readonly valueOf: (record: SnapshotRecord) => string | number;
  readonly direction: 1 | -1;
}

const attributes: Readonly<Record<string, SortKey['valueOf']>> = {
  SOURCE_TYPE: record => record.snapshot.SnapshotType,
  TOTAL_SIZE: record => record.snapshot.TotalBackupSizeInMegaBytes ?? 0,
  CREATE_TIME: record => (record.withoutTime ? 0 : record.snapshot.SnapshotCreateTime.getTime()),
};

const ascendingTime: SortKey = { valueOf: record => record.snapshot.SnapshotCreateTime.getTime(), direction: 1 };
const ascendingArn: SortKey = { valueOf: record => record.snapshot.SnapshotArn, direction: 1 };

function keyOf({ Attribute, SortOrder = 'ASC' }: SnapshotSortingEntity): SortKey {
  const attribute = Object.hasOwn(attributes, String(Attribute)) ? attributes[String(Attribute)] : undefined;
  if (attribute === undefined) {
    throw invalidValue(`Invalid value ${Attribute} for Attribute. Must be SOURCE_TYPE, TOTAL_SIZE or CREATE_TIME`);
  }
  if (SortOrder !== 'ASC' && SortOrder !== 'DESC') {
    throw invalidValue(`Invalid value ${SortOrder} for SortOrder. Must be ASC or DESC`);
  }
  return { valueOf: attribute, direction: SortOrder === 'ASC' ? 1 : -1 };
}

function comparePositions(keys: readonly SortKey[], a: Position, b: Position): number {
  for (const [i, key] of keys.entries()) {
    const [left = '', right = ''] = [a[i], b[i]];
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : compareText(String(left), String(right));
    if (order !== 0) {
      return order * key.direction;
    }
  }
  return 0;
}

function sorted(
  records: readonly SnapshotRecord[],
  entities: readonly SnapshotSortingEntity[],
  positionOf: SnapshotOrder['positionOf'],
  compare: SnapshotOrder['compare'],
): readonly SnapshotRecord[] {
  if (entities.length === 0) {
    return records;
  }
  return records
    .map(record => ({ record, position: positionOf(record) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ record }) => record);
}
