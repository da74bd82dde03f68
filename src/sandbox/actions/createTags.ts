import { CreateTags$, type CreateTagsMessage, type Tag } from '@aws-sdk/client-redshift';
import { action } from './action';
import { resourceOfArn, snapshotOfArn } from './namedByArn';
import { checkTags } from './tags';

/** CreateTags: of a snapshot. A key that is there gets the new value; 50 at most in all. It answers nothing. */
export const createTags = action<CreateTagsMessage, object>({
  operation: CreateTags$,
  resource: input => resourceOfArn(input.ResourceName),
  run: (input, context) => {
    const record = snapshotOfArn(input.ResourceName ?? '', context);
    const given = input.Tags ?? [];
    checkTags(given);
    const others = (record.snapshot.Tags ?? []).filter(({ Key }) => !given.some(tag => tag.Key === Key));
    const Tags: Tag[] = [...others, ...given.map(({ Key = '', Value = '' }) => ({ Key, Value }))];
    checkTags(Tags);
    context.store.remove([record]);
    context.store.add([{ ...record, snapshot: { ...record.snapshot, Tags } }]);
    return {};
  },
});
