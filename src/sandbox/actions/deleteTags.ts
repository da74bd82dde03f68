import { DeleteTags$, type DeleteTagsMessage } from '@aws-sdk/client-redshift';
import { action } from './action';
import { resourceOfArn, snapshotOfArn } from './namedByArn';
import { checkTagKeys } from './tags';

/** DeleteTags: of a snapshot. A key that is not there is no error. It answers nothing. */
export const deleteTags = action<DeleteTagsMessage, object>({
  operation: DeleteTags$,
  resource: input => resourceOfArn(input.ResourceName),
  run: (input, context) => {
    const record = snapshotOfArn(input.ResourceName ?? '', context);
    const keys = input.TagKeys ?? [];
    checkTagKeys(keys);
    const Tags = (record.snapshot.Tags ?? []).filter(({ Key = '' }) => !keys.includes(Key));
    context.store.remove([record]);
    context.store.add([{ ...record, snapshot: { ...record.snapshot, Tags } }]);
    return {};
  },
});
