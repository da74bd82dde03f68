import { accountsWithAccess, maxAccountsWithAccess } from '../model/sharing';
import { isChangeable, type Snapshot } from '../model/snapshot';
import { type AccessInput, accessOutcome, accessParameters, expectedSharing, sharedMembers } from './access';
import { aboutManual, examineManual, subjectOfManual } from './manualSnapshot';
import type { Operation } from './operation';
import type { Refusal } from './refusal';

/** Lets another account restore a manual snapshot. */
export const authorizeSnapshotAccess: Operation<AccessInput> = {
  name: 'AuthorizeSnapshotAccess',
  effect: 'changes',
  isAlwaysConfirmed: true,
  documentation: 'Lets another AWS account restore a manual snapshot.',
  requestWord: 'share',
  command: 'shareSnapshot',
  words: { verb: 'share', several: 'shares', done: 'Shared' },
  resend: 'whenStillThere',
  parameters: accessParameters(
    'The manual snapshot to share. Its state must be `available`. Snapshots of AWS Backup can be shared only there.',
    {
      documentation:
        'The account that may restore the snapshot: 12 digits, or `amazon-redshift-support`. A snapshot can be shared with up to 20 accounts. If it is encrypted, the account also needs access to its KMS key; a snapshot that is encrypted with the default key `aws/redshift` cannot be shared.',
    },
  ),
  subject: subjectOfManual,
  isOffered: isChangeable,
  about: aboutManual,
  examine: (reads, input, signal) =>
    examineManual(reads, input, signal, before => refuse(before, input.AccountWithRestoreAccess)),
  outcomeOf: (found, asked) => accessOutcome(found, asked, 'access'),
  compares: sharedMembers,
  expected: ({ input, before }) => expectedSharing(before, accounts => [...accounts, input.AccountWithRestoreAccess]),
  inverse: ({ input }) => [{ operation: 'RevokeSnapshotAccess', input }],
};

function refuse(before: Snapshot, account: string): Refusal | undefined {
  const shared = accountsWithAccess(before);
  if (account === before.ownerAccount) {
    return { kind: 'ownAccount', account };
  }
  if (shared.includes(account)) {
    return { kind: 'hasAccess', account };
  }
  if (before.status !== 'available') {
    return { kind: 'notShareable', status: before.status };
  }
  return shared.length >= maxAccountsWithAccess ? { kind: 'tooManyAccounts' } : undefined;
}
