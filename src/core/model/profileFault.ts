/** Why a profile leads to no credentials, and where in the shared files that is written. */
export interface ProfileFault {
  readonly kind: /** `name` is a profile that the chain has visited before. */
    | 'cycle'
    /** `name` is a profile, or an `sso-session`, that no file has. */
    | 'noSuchProfile'
    | 'noSuchSession'
    /** `name` is an option that has to be there. */
    | 'missingOption'
    /** `name` is an option that nobody knows; `meant` the one that it looks like. */
    | 'unknownOption'
    /** `name` is an option whose value is not valid. */
    | 'badValue'
    /** `name` is an option whose key has a sign that no key has. */
    | 'badKey'
    /** The `sso-session` at `other` has another value for the option `name`. */
    | 'conflict'
    /** `name` is `duration_seconds`: more than a role can last that is assumed with temporary credentials. */
    | 'tooLong'
    /** `name` is `mfa_serial`: of a security key, which shows no codes. */
    | 'noCodes'
    /** `name` is an option or a variable whose value is no address of a server. */
    | 'badEndpoint'
    /** `name` is an option that asks for a host that not every service and Region has. */
    | 'noSuchHost'
    /** `name` is a host that container credentials may not come from. */
    | 'hostNotAllowed'
    /** `name` is a file that cannot be read. */
    | 'unreadableFile'
    /** Both `source_profile` and `credential_source`. */
    | 'twoSources';
  readonly name: string;
  readonly meant?: string;
  /** From the chosen profile to the one that has the fault; empty where no profile is used. */
  readonly chain: readonly string[];
  /** Where it is written; else `variable` is the name of the environment variable that says so. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly other?: { readonly file: string; readonly line?: number };
  readonly variable?: string;
}
