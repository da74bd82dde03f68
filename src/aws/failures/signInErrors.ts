import { ProblemError } from '../../core/model/problem';
import type { ProfileFault } from '../../core/model/profileFault';
import type { SignInNeed } from '../../core/model/signIn';

/** A profile that leads to no credentials. Its text is for the log; the sentence is written from the fault. */
export function faultError(fault: ProfileFault): ProblemError {
  const file = fault.line === undefined ? fault.file : `${fault.file}:${fault.line}`;
  const where = file ?? fault.variable;
  const message = `${fault.name} (profile ${fault.chain.join(' → ')}, ${where})`;
  return new ProblemError({ kind: 'profileBroken', code: codeOf(fault.kind), message, fault });
}

/** Credentials that a person has to sign in for first. */
export function signInError(need: SignInNeed, message: string): ProblemError {
  return new ProblemError({ kind: 'signInRequired', code: 'NotSignedIn', message, signIn: need });
}

function codeOf(kind: string): string {
  return `Profile${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
