/** Who may call: an access key and what belongs to it. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When set, a request without it is refused, as for temporary credentials. */
  readonly sessionToken?: string;
  /** Twelve digits. */
  readonly account: string;
  /** Answered by GetCallerIdentity, and named in AccessDenied. */
  readonly arn: string;
  /** Answered by GetCallerIdentity; the access key when absent. */
  readonly userId?: string;
  /** true: every request is answered with ExpiredToken. */
  readonly expired?: boolean;
  /** ms since the epoch, by the sandbox's clock: from then on every request is answered with ExpiredToken. */
  readonly expiresAt?: number;
  /** Of a session: the role that was assumed. */
  readonly roleArn?: string;
  /** Of a session: it was begun with a one-time code. */
  readonly withMfa?: boolean;
  /** What this identity may not do. */
  readonly deny?: DenyRule;
}

/**
 * Operations that are refused (`CopyClusterSnapshot`), or a rule that also sees the ARN of what is touched, e.g.
 * `arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-…`; `*` stands where the request names nothing.
 */
export type DenyRule = readonly string[] | ((operation: string, resource: string) => boolean);

export function isDenied(rule: DenyRule | undefined, operation: string, resource: string): boolean {
  return typeof rule === 'function' ? rule(operation, resource) : (rule?.includes(operation) ?? false);
}

/** Who asks where nobody signs. */
export function nobody(account: string): Identity {
  return { accessKeyId: '', secretAccessKey: '', account, arn: `arn:aws:iam::${account}:anonymous` };
}

/** The keys of AWS's own documentation: well known to be nobody's. */
export const sampleKeys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

export function sampleIdentity(account: string): Identity {
  return { ...sampleKeys, account, arn: `arn:aws:iam::${account}:user/on-call`, userId: 'AIDACKCEVSQ6C2EXAMPLE' };
}
