import { isTaggable } from '../model/snapshot';
import { tagsOf, withoutKeys } from '../model/tag';
import type { Operation } from './operation';
import {
  examineTagged,
  expectedWith,
  isOtherTag,
  resourceName,
  subjectOfArn,
  taggedAs,
  taggedMembers,
} from './tagging';

export type DeleteTagsInput = { readonly ResourceName: string; readonly TagKeys: readonly string[] };

/** Removes tags from a snapshot; keys that it does not have are no error. It answers nothing. */
export const deleteTags: Operation<DeleteTagsInput> = {
  name: 'DeleteTags',
  effect: 'changes',
  documentation: 'Removes tags from a snapshot. Keys that the snapshot does not have are ignored.',
  requestWord: 'untag',
  command: 'removeTags',
  words: { verb: 'untag', several: 'untaggings', done: 'Untagged' },
  resend: 'whenStillThere',
  parameters: [
    resourceName,
    {
      ...{ name: 'TagKeys', argument: 'tagKeys', kind: 'tagKeys', required: true },
      alsoCalled: ['tags', 'keys', 'tag', 'tagkey'],
      documentation: 'The keys of the tags to remove. Upper and lower case make a difference.',
      example: ['kept-by'],
      choices: snapshot => tagsOf(snapshot).map(({ Key, Value }) => ({ value: Key, about: Value })),
    },
  ],
  subject: subjectOfArn,
  isOffered: snapshot => isTaggable(snapshot) && snapshot.tags !== undefined,
  about: ({ arn }) => (arn === undefined ? {} : { ResourceName: arn }),
  examine: (reads, input, signal) => examineTagged(reads, input, signal),
  outcomeOf: (found, { input, before }) =>
    taggedAs(found, before, tags => tags.every(({ Key }) => !input.TagKeys.includes(Key))),
  // One that was not there is chosen from what is read when it is asked for.
  isOther: ({ TagKeys }, seen, now) =>
    TagKeys.some(key => seen.tags?.some(text => text.startsWith(`${key}=`)) && isOtherTag(key, seen, now)),
  compares: taggedMembers,
  expected: ({ input, before }) => expectedWith(before, before ? withoutKeys(tagsOf(before), input.TagKeys) : []),
  inverse: ({ input: { ResourceName, TagKeys }, before }) => {
    const Tags = before ? tagsOf(before).filter(({ Key }) => TagKeys.includes(Key)) : [];
    return Tags.length === 0 ? [] : [{ operation: 'CreateTags', input: { ResourceName, Tags } }];
  },
};
