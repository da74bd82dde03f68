import { InvalidTagFault$, type Tag, TagLimitExceededFault$ } from '@aws-sdk/client-redshift';
import { modelled } from '../protocol/serviceError';

interface TagFilter {
  readonly TagKeys?: readonly string[] | undefined;
  readonly TagValues?: readonly string[] | undefined;
}

/**
 * Makes the test for tags: one tag must have any of the keys and any of the values. Case sensitive. Source:
 * DescribeClusterSnapshots, TagKeys. undefined where nothing is asked. Throws InvalidTagFault.
 */
export function tagFilter({ TagKeys, TagValues }: TagFilter): ((tags: readonly Tag[]) => boolean) | undefined {
  const keys = asked(TagKeys);
  const values = asked(TagValues);
  keys?.forEach(checkKey);
  values?.forEach(checkValue);
  if (keys === undefined && values === undefined) {
    return undefined;
  }
  return tags =>
    tags.some(({ Key = '', Value = '' }) => (keys?.includes(Key) ?? true) && (values?.includes(Value) ?? true));
}

/** Checks the tags of something new: at most 50, valid, no key twice. Source: CreateClusterSnapshot, Tags. */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > 50) {
    throw modelled(TagLimitExceededFault$, 'You have exceeded the number of tags allowed.');
  }
  for (const { Key = '', Value = '' } of tags) {
    checkKey(Key);
    checkValue(Value);
  }
  if (new Set(tags.map(tag => tag.Key)).size < tags.length) {
    throw invalidTag('Tag keys must be unique.');
  }
}

/** Throws InvalidTagFault. */
export function checkTagKeys(keys: readonly string[]): void {
  keys.forEach(checkKey);
}

function asked(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

const allowed = /^[\p{L}\p{N}\s_.:/=+\-@]*$/u;

function checkKey(key: string): void {
  if (key.length < 1 || key.length > 128 || !allowed.test(key) || key.toLowerCase().startsWith('aws:')) {
    throw invalidTag(`The tag key is invalid: ${key}`);
  }
}

function checkValue(value: string): void {
  if (value.length > 256 || !allowed.test(value)) {
    throw invalidTag(`The tag value is invalid: ${value}`);
  }
}

function invalidTag(message: string): Error {
  return modelled(InvalidTagFault$, message);
}
