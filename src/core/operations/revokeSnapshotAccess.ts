import { accountsWithAccess } from '../model/sharing';
import { isChangeable } from '../model/snapshot';
import { type AccessInput, accessOutcome, accessParameters, expectedSharing, sharedMembers } from './access';
import { aboutManual, examineManual, subjectOfManual } from './manualSnapshot';
import type { Operation } from './operation';

/** Takes the access to a manual snapshot from another account. */
export const revokeSnapshotAccess: Operation<AccessInput> = {
  name: 'RevokeSnapshotAccess',
  effect: 'changes',
  documentation: 'Stops sharing a manual snapshot with another AWS account. A restore that is running goes on.',
  requestWord: 'unshare',
  command: 'stopSharing',
  words: { verb: 'stop sharing', several: 'revocations', done: 'Revoked' },
  resend: 'whenStillThere',
  parameters: accessParameters('The manual snapshot to stop sharing.', {
    documentation:
      'The account that may no longer restore the snapshot: 12 digits, or `amazon-redshift-support`. A restore that is running goes on.',
    choices: snapshot => accountsWithAccess(snapshot).map(value => ({ value })),
  }),
  subject: subjectOfManual,
  isOffered: snapshot => isChangeable(snapshot) && snapshot.sharedWith !== undefined,
  about: aboutManual,
  examine: (reads, input, signal) =>
    examineManual(reads, input, signal, before =>
      accountsWithAccess(before).includes(input.AccountWithRestoreAccess)
        ? undefined
        : { kind: 'noAccess', account: input.AccountWithRestoreAccess },
    ),
  outcomeOf: (found, asked) => accessOutcome(found, asked, 'none'),
  compares: sharedMembers,
  expected: ({ input, before }) =>
    expectedSharing(before, accounts => accounts.filter(account => account !== input.AccountWithRestoreAccess)),
  inverse: ({ input }) => [{ operation: 'AuthorizeSnapshotAccess', input }],
};
