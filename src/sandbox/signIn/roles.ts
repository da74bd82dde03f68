import type { DenyRule } from '../model/identities';

/** A role that can be assumed, and what it asks of whoever assumes it. */
export interface Role {
  /** E.g. `arn:aws:iam::111122223333:role/reader`. */
  readonly arn: string;
  /** ARNs of those who may assume it (for an assumed role: of the role itself); anybody when absent. */
  readonly trusts?: readonly string[];
  /** Must be sent when set. */
  readonly externalId?: string;
  /** Only with a one-time code, or with a session that was begun with one. */
  readonly needsMfa?: boolean;
  /** Longest session in seconds; an hour when absent. */
  readonly maxSeconds?: number;
  /** The web identity token that it accepts; none when absent. */
  readonly webIdentityToken?: string;
  /** What sessions of this role may not do. */
  readonly deny?: DenyRule;
}

/** A user's device for one-time codes, with the code that it shows at the moment. */
export interface MfaDevice {
  /** E.g. `arn:aws:iam::111122223333:mfa/on-call`, or the number of a hardware token. */
  readonly serial: string;
  readonly code: string;
}

/** FIDO security keys sign in the browser only: STS takes no codes for them. */
export function isSecurityKey(serial: string): boolean {
  return /^arn:[^:]*:iam::\d*:u2f\//.test(serial);
}

/** `111122223333` of `arn:aws:iam::111122223333:role/reader`. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** `reader` of `arn:aws:iam::111122223333:role/path/reader`. */
export function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
