import { ProblemError } from '../../core/model/problem';
import type { CallerIdentity } from '../../core/model/target';

/** Credentials of somebody else than before. Its text is for the log; the sentence is written from the principals. */
export function otherPrincipalError(expected: CallerIdentity | undefined, found: CallerIdentity): ProblemError {
  return new ProblemError({
    kind: 'otherPrincipal',
    code: 'OtherPrincipal',
    message: `${expected?.arn ?? 'unknown'} → ${found.arn}`,
    principals: { found, ...(expected && { expected }) },
  });
}
