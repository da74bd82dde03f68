import {
  AuthorizationAlreadyExistsFault$,
  AuthorizationQuotaExceededFault$,
  AuthorizeSnapshotAccess$,
  type AuthorizeSnapshotAccessMessage,
  type AuthorizeSnapshotAccessResult,
  InvalidClusterSnapshotStateFault$,
} from '@aws-sdk/client-redshift';
import { invalidValue, modelled } from '../protocol/serviceError';
import { statusAt } from '../state/life';
import { action } from './action';
import { givenAccount, sharedResource, sharedSnapshot, sharedWith } from './sharedSnapshot';

/** Accounts that one snapshot can be shared with. Source: "Quotas and limits" of the Redshift guide. */
const mostAccounts = 20;

/** AuthorizeSnapshotAccess: a manual snapshot that is available, with another account than its owner's. */
export const authorizeSnapshotAccess = action<AuthorizeSnapshotAccessMessage, AuthorizeSnapshotAccessResult>({
  operation: AuthorizeSnapshotAccess$,
  resource: sharedResource,
  run: (input, context) => {
    const { store, views, now } = context;
    const account = givenAccount(input);
    const record = sharedSnapshot(input, context);
    const { SnapshotIdentifier: name, AccountsWithRestoreAccess: accounts = [], OwnerAccount: owner } = record.snapshot;
    if (account === owner) {
      throw invalidValue(`The account ${account} owns the snapshot ${name}.`);
    }
    const status = statusAt(record, now);
    if (status !== 'available') {
      const text = `Cannot share the snapshot ${name} because it is in the state ${status}`;
      throw modelled(InvalidClusterSnapshotStateFault$, text);
    }
    if (accounts.some(({ AccountId }) => AccountId === account)) {
      const text = `The account ${account} is already authorized to access the snapshot ${name}.`;
      throw modelled(AuthorizationAlreadyExistsFault$, text);
    }
    if (accounts.length >= mostAccounts) {
      throw modelled(
        AuthorizationQuotaExceededFault$,
        'The authorization quota for the cluster snapshot was exceeded.',
      );
    }
    const shared = sharedWith(record, [...accounts, { AccountId: account }]);
    store.remove([record]);
    store.add([shared]);
    return { Snapshot: views.of(shared, { owner: true }, now) };
  },
});
