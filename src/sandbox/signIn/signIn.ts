import { createHash } from 'node:crypto';
import type { Clock } from '../model/clock';
import type { Identity } from '../model/identities';
import { ServiceError } from '../protocol/serviceError';
import { isSecurityKey, type MfaDevice, type Role } from './roles';
import type { SsoDirectory } from './sso';

/** Temporary credentials as STS and the SSO portal return them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ms since the epoch, by the sandbox's clock. */
  readonly expiresAt: number;
}

export interface SignInParts {
  readonly clock: Clock;
  /** All who may call; sessions are added to it. */
  readonly identities: Map<string, Identity>;
  readonly roles: readonly Role[];
  readonly mfaDevices: readonly MfaDevice[];
  readonly sso: SsoDirectory;
}

/** Who can become whom: roles, devices for one-time codes, and the sessions that were begun. */
export class SignIn {
  readonly sso: SsoDirectory;
  #issued = 0;

  constructor(private readonly parts: SignInParts) {
    this.sso = parts.sso;
  }

  role(arn: string): Role | undefined {
    return this.parts.roles.find(role => role.arn === arn);
  }

  /** Throws AccessDenied for a device that is not there or another code than it shows; false when no code was sent. */
  checkCode(serial: string | undefined, code: string | undefined): boolean {
    if (serial === undefined) {
      return false;
    }
    if (!/^\d{6}$/.test(code ?? '')) {
      throw new ServiceError(
        'ValidationError',
        400,
        `1 validation error detected: Value '${code ?? ''}' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*`,
      );
    }
    const device = this.parts.mfaDevices.find(device => device.serial === serial && !isSecurityKey(serial));
    if (device?.code !== code) {
      const reason = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
      throw new ServiceError('AccessDenied', 403, reason);
    }
    return true;
  }

  /** Begins a session: its credentials can call until they expire by the sandbox's clock. */
  begin(who: Omit<Identity, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>, seconds: number): SessionCredentials {
    this.#issued += 1;
    const secret = (what: string): string =>
      createHash('sha256').update(`${what} of session ${this.#issued}`).digest('base64');
    const credentials: SessionCredentials = {
      accessKeyId: `ASIASESSION${String(this.#issued).padStart(9, '0')}`,
      secretAccessKey: secret('key').slice(0, 40),
      sessionToken: `IQoJb3JpZ2luX2VjE${secret('token')}${secret('token, continued')}`,
      expiresAt: this.parts.clock.now() + seconds * 1000,
    };
    this.parts.identities.set(credentials.accessKeyId, { ...who, ...credentials });
    return credentials;
  }
}
