import { isTaggable } from '../model/snapshot';
import { maxTags, type Tag, tagsOf, withTags } from '../model/tag';
import type { Call, Operation } from './operation';
import { tagsParameter } from './parameters';
import {
  examineTagged,
  expectedWith,
  isOtherTag,
  resourceName,
  subjectOfArn,
  taggedAs,
  taggedMembers,
} from './tagging';

export type CreateTagsInput = { readonly ResourceName: string; readonly Tags: readonly Tag[] };

/** Adds tags to a snapshot, and gives those that it has other values. It answers nothing. */
export const createTags: Operation<CreateTagsInput> = {
  name: 'CreateTags',
  effect: 'changes',
  documentation: 'Adds tags to a snapshot. A key that the snapshot has already gets the new value.',
  requestWord: 'tag',
  command: 'addTags',
  words: { verb: 'tag', several: 'taggings', done: 'Tagged' },
  resend: 'whenStillThere',
  parameters: [
    resourceName,
    tagsParameter('The tags to add, as a list of `{ "Key": …, "Value": … }`.', { required: true }),
  ],
  subject: subjectOfArn,
  isOffered: isTaggable,
  about: ({ arn }) => (arn === undefined ? {} : { ResourceName: arn }),
  examine: (reads, input, signal) =>
    examineTagged(reads, input, signal, before => {
      const { length: tags } = withTags(tagsOf(before), input.Tags);
      return tags > maxTags ? { kind: 'tooManyTags', tags } : undefined;
    }),
  outcomeOf: (found, { input, before }) =>
    taggedAs(found, before, tags => input.Tags.every(({ Key, Value }) => hasTag(tags, Key, Value))),
  isOther: ({ Tags }, seen, now) => Tags.some(({ Key }) => isOtherTag(Key, seen, now)),
  compares: taggedMembers,
  expected: ({ input, before }) => expectedWith(before, before ? withTags(tagsOf(before), input.Tags) : []),
  inverse: ({ input: { ResourceName, Tags }, before }) => {
    if (before === undefined) {
      return [];
    }
    const own = tagsOf(before);
    const changed = own.filter(({ Key, Value }) => Tags.some(tag => tag.Key === Key && tag.Value !== Value));
    const added = Tags.map(({ Key }) => Key).filter(key => !own.some(({ Key }) => Key === key));
    const calls: readonly Call[] = [
      { operation: 'CreateTags', input: { ResourceName, Tags: changed } },
      { operation: 'DeleteTags', input: { ResourceName, TagKeys: added } },
    ];
    return [...(changed.length > 0 ? calls.slice(0, 1) : []), ...(added.length > 0 ? calls.slice(1) : [])];
  },
};

function hasTag(tags: readonly Tag[], key: string, value: string): boolean {
  return tags.some(({ Key, Value }) => Key === key && Value === value);
}
