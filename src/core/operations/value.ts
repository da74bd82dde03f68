import { accepted, type Checked, rejected } from '../model/checked';
import { isJsonObject, type JsonValue } from '../model/json';
import { isSharingAccount } from '../model/sharing';
import { parseSnapshotArn } from '../model/snapshotArn';
import { checkTagKeys, checkTags, type Tag, type TagFault } from '../model/tag';
import type { Parameter } from './operation';

/** The kinds of parameters whose values are neither any text nor a name or a number with rules of its own. */
export type ValueKind = Exclude<Parameter['kind'], 'text' | 'identifier' | 'days'>;

/** What is wrong with such a value. */
export type ValueFault = { readonly kind: 'notAccount' | 'notArn' | 'notTags' | 'notTagKeys' } | TagFault;

/** The value as it is sent, or what is wrong with it. No tags are as good as none where none are required. */
export function checkValue(kind: ValueKind, value: unknown, required = true): Checked<JsonValue, ValueFault> {
  if (!required && Array.isArray(value) && value.length === 0) {
    return accepted([]);
  }
  switch (kind) {
    case 'account':
      return typeof value === 'string' && isSharingAccount(value) ? accepted(value) : rejected({ kind: 'notAccount' });
    case 'snapshotArn':
      return typeof value === 'string' && parseSnapshotArn(value) ? accepted(value) : rejected({ kind: 'notArn' });
    case 'tags':
      return Array.isArray(value) && value.every(isTag)
        ? checkTags(value.map(({ Key, Value }) => ({ Key, Value })))
        : rejected({ kind: 'notTags' });
    case 'tagKeys':
      return Array.isArray(value) && value.every(key => typeof key === 'string')
        ? checkTagKeys(value)
        : rejected({ kind: 'notTagKeys' });
  }
}

export function isValueKind(kind: Parameter['kind']): kind is ValueKind {
  return kind !== 'text' && kind !== 'identifier' && kind !== 'days';
}

/** What a prompt asks for: an ARN is that of the row. */
export function isAskedValue(kind: Parameter['kind']): kind is Exclude<ValueKind, 'snapshotArn'> {
  return isValueKind(kind) && kind !== 'snapshotArn';
}

function isTag(value: JsonValue): value is Tag {
  return (
    isJsonObject(value) &&
    typeof value['Key'] === 'string' &&
    typeof value['Value'] === 'string' &&
    Object.keys(value).length === 2
  );
}
