/** What a person has to do before there are credentials. */
export type SignInNeed = SsoSignIn | MfaSignIn;

/** Sign in with the browser. */
export interface SsoSignIn {
  readonly kind: 'sso';
  readonly startUrl: string;
  /** Of the sign-in itself, not of the clusters. */
  readonly region: string;
  /** The `sso-session` of the config file, where the profile has one. */
  readonly session?: string;
  /** The profile that was chosen, whichever profile its source is: its settings lead to the sign-in. */
  readonly profile: string;
}

/** Type the code that a device shows. */
export interface MfaSignIn {
  readonly kind: 'mfa';
  /** Of the device: an ARN, or a number. */
  readonly serial: string;
  readonly profile: string;
  /** ARN of the role that asks for it. */
  readonly role?: string;
}

export interface MfaQuestion extends MfaSignIn {
  /** The code before this one was not accepted; in the service's words. */
  readonly refusal?: string;
}

/** The person in front of the screen, as the aws layer sees them. */
export interface SignInHost {
  /** The one-time code, or undefined when the question was dismissed. Ends with undefined when the signal is aborted. */
  askMfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string | undefined>;
  /** A request could not be made for want of signing in; called for each of them. */
  signInNeeded(need: SignInNeed): void;
  /** A program that gets credentials has printed something and goes on running. Called again when it prints more. */
  programWaits(wait: ProgramWait): void;
}

export interface ProgramWait {
  /** The profile whose `credential_process` it is. */
  readonly profile: string;
  /** The end of what it has printed on stderr. */
  readonly text: string;
  /** Aborted when it has ended. The same for each call about one run. */
  readonly ended: AbortSignal;
}

/** What the person needs to see while the browser is open. */
export interface DeviceCode {
  /** E.g. `ABCD-EFGH`: the browser shows the same. */
  readonly userCode: string;
  /** The page, with the code filled in. */
  readonly url: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

/** The token of a sign-in could not be written: it is of use in this window only. */
export interface NotKept {
  readonly file: string;
  /** The system's, e.g. `EACCES`. */
  readonly code: string;
}

/** Equal for places that one sign-in opens. */
export function keyOfNeed(need: SignInNeed): string {
  return need.kind === 'sso' ? `sso:${need.session ?? ''}:${need.startUrl}` : `mfa:${need.serial}`;
}
