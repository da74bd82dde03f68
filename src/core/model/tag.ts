import { accepted, type Checked, rejected } from './checked';
import { isJsonObject, type JsonValue } from './json';
import type { Snapshot } from './snapshot';

/** A tag as the API writes it. */
export type Tag = { readonly Key: string; readonly Value: string };

/** A rule that a tag breaks. Source: CreateTags, and "Tagging resources" of the Redshift guide. */
export type TagFault =
  | { readonly kind: 'noTags' | 'tagWithoutKey' }
  | { readonly kind: 'tagKeyTooLong' | 'tagValueTooLong' | 'tagCharacters' | 'tagReserved'; readonly text: string }
  | { readonly kind: 'tagTwice'; readonly text: string };

/** Tags of one snapshot at most. */
export const maxTags = 50;
const maxKeyLength = 128;
const maxValueLength = 256;
const allowed = /^[\p{L}\p{N}\s_.:/=+\-@]*$/u;

/** Of the text `key=value, key=value`: a comma is in no tag, and the first equals sign ends a key. */
export function parseTags(text: string): readonly Tag[] {
  return partsOf(text).map(part => {
    const [key = '', ...rest] = part.split('=');
    return { Key: key.trim(), Value: rest.join('=').trim() };
  });
}

export function checkTags(tags: readonly Tag[]): Checked<readonly Tag[], TagFault> {
  for (const { Key, Value } of tags) {
    const fault = keyFault(Key) ?? valueFault(Value);
    if (fault !== undefined) {
      return rejected(fault);
    }
  }
  return tags.length === 0 ? rejected({ kind: 'noTags' }) : uniqueKeys(tags, ({ Key }) => Key);
}

export function checkTagKeys(keys: readonly string[]): Checked<readonly string[], TagFault> {
  for (const key of keys) {
    const fault = keyFault(key);
    if (fault !== undefined) {
      return rejected(fault);
    }
  }
  return keys.length === 0 ? rejected({ kind: 'noTags' }) : uniqueKeys(keys, key => key);
}

/** Only AWS itself sets such a tag. */
export function isReservedKey(key: string): boolean {
  return key.toLowerCase().startsWith('aws:');
}

/** All tags of a snapshot that was read whole. */
export function tagsOf({ described }: Snapshot): readonly Tag[] {
  const tags: JsonValue | undefined = described?.['Tags'];
  return (Array.isArray(tags) ? tags : [])
    .filter(isJsonObject)
    .map(({ Key, Value }) => ({ Key: String(Key ?? ''), Value: String(Value ?? '') }));
}

/** `key=value` */
export function tagText({ Key, Value }: Tag): string {
  return `${Key}=${Value}`;
}

/** Tags with others in the place of those that have their keys. */
export function withTags(before: readonly Tag[], given: readonly Tag[]): readonly Tag[] {
  return [
    ...withoutKeys(
      before,
      given.map(({ Key }) => Key),
    ),
    ...given,
  ];
}

export function withoutKeys(before: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  return before.filter(({ Key }) => !keys.includes(Key));
}

function partsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

function keyFault(key: string): TagFault | undefined {
  if (key === '') {
    return { kind: 'tagWithoutKey' };
  }
  if (key.length > maxKeyLength) {
    return { kind: 'tagKeyTooLong', text: key };
  }
  if (!allowed.test(key)) {
    return { kind: 'tagCharacters', text: key };
  }
  return isReservedKey(key) ? { kind: 'tagReserved', text: key } : undefined;
}

function valueFault(value: string): TagFault | undefined {
  if (value.length > maxValueLength) {
    return { kind: 'tagValueTooLong', text: value };
  }
  return allowed.test(value) ? undefined : { kind: 'tagCharacters', text: value };
}

function uniqueKeys<Item>(items: readonly Item[], keyOf: (item: Item) => string): Checked<readonly Item[], TagFault> {
  const keys = items.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? accepted(items) : rejected({ kind: 'tagTwice', text: twice });
}
