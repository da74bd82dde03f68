import { isJsonObject, type JsonValue } from './json';
import type { Snapshot } from './snapshot';

/** Accounts that may have access to one snapshot. Source: "Quotas and limits" of the Redshift guide. */
export const maxAccountsWithAccess = 20;

/** Whom a snapshot can be shared with: an account, or AWS Support. Source: AuthorizeSnapshotAccess. */
export function isSharingAccount(text: string): boolean {
  return /^\d{12}$/.test(text) || text === 'amazon-redshift-support';
}

/** The accounts that a snapshot is shared with, which only its owner sees; of a snapshot that was read whole. */
export function accountsWithAccess({ described }: Pick<Snapshot, 'described'>): readonly string[] {
  const listed: JsonValue | undefined = described?.['AccountsWithRestoreAccess'];
  return (Array.isArray(listed) ? listed : []).filter(isJsonObject).map(({ AccountId }) => String(AccountId));
}
