import {
  AuthorizationNotFoundFault$,
  RevokeSnapshotAccess$,
  type RevokeSnapshotAccessMessage,
  type RevokeSnapshotAccessResult,
} from '@aws-sdk/client-redshift';
import { modelled } from '../protocol/serviceError';
import { action } from './action';
import { givenAccount, sharedResource, sharedSnapshot, sharedWith } from './sharedSnapshot';

/** RevokeSnapshotAccess: the list of accounts is absent when the last of them was taken from it. */
export const revokeSnapshotAccess = action<RevokeSnapshotAccessMessage, RevokeSnapshotAccessResult>({
  operation: RevokeSnapshotAccess$,
  resource: sharedResource,
  run: (input, context) => {
    const { store, views, now } = context;
    const account = givenAccount(input);
    const record = sharedSnapshot(input, context);
    const { SnapshotIdentifier: name, AccountsWithRestoreAccess: accounts = [] } = record.snapshot;
    if (!accounts.some(({ AccountId }) => AccountId === account)) {
      const text = `The account ${account} is not authorized to access the snapshot ${name}.`;
      throw modelled(AuthorizationNotFoundFault$, text);
    }
    const changed = sharedWith(
      record,
      accounts.filter(({ AccountId }) => AccountId !== account),
    );
    store.remove([record]);
    store.add([changed]);
    return { Snapshot: views.of(changed, { owner: true }, now) };
  },
});
