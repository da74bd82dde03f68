import { isIdentityExpired } from '@smithy/core';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { MfaSignIn, SignInHost } from '../../core/model/signIn';
import { signInError } from '../failures/signInErrors';
import { isExpiredToken, isWrongCode, messageOf } from './stsErrors';

/** What it takes to begin a session with a one-time code. */
export interface MfaRequest {
  readonly need: MfaSignIn;
  /** The access key whose user has the device. */
  readonly accessKeyId: string;
  readonly host: SignInHost | undefined;
  /** Ends the question. */
  readonly signal: AbortSignal;
  /** Asks the service with a code. */
  readonly begin: (code: string) => Promise<AwsCredentialIdentity>;
}

/**
 * The sessions of this window that were begun with a one-time code: one for each device, for every profile that names it,
 * until it expires. Kept in memory only.
 */
export class MfaSessions {
  readonly #sessions = new Map<string, AwsCredentialIdentity>();
  readonly #pending = new Map<string, Promise<AwsCredentialIdentity>>();

  /** The device's session; asks for a code when there is none, once for all who need it at the same time. */
  async session(request: MfaRequest): Promise<AwsCredentialIdentity> {
    const key = keyOf(request);
    const known = this.#sessions.get(key);
    if (known !== undefined && !isIdentityExpired(known)) {
      return known;
    }
    const pending = this.#pending.get(key);
    if (pending !== undefined) {
      const shared = await pending.catch(() => undefined);
      // Whoever asked first may be gone (its profile is not on the screen any more); a dismissal counts for all.
      return shared ?? (request.signal.aborted ? pending : this.#sessionAfter(request, pending));
    }
    const asked = askForCode(request);
    this.#pending.set(key, asked);
    try {
      const session = await asked;
      this.#sessions.set(key, session);
      return session;
    } finally {
      this.#pending.delete(key);
    }
  }

  /** Works with the device's session. One that the service calls expired is forgotten, and asked for anew once. */
  async use<Result>(request: MfaRequest, work: (session: AwsCredentialIdentity) => Promise<Result>): Promise<Result> {
    const session = await this.session(request);
    try {
      return await work(session);
    } catch (error) {
      if (!isExpiredToken(error)) {
        throw error;
      }
      this.forget(session);
      return work(await this.session(request));
    }
  }

  forget(session: AwsCredentialIdentity): void {
    for (const [key, known] of this.#sessions) {
      if (known === session) {
        this.#sessions.delete(key);
      }
    }
  }

  async #sessionAfter(request: MfaRequest, failed: Promise<AwsCredentialIdentity>): Promise<AwsCredentialIdentity> {
    try {
      return await failed;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') {
        return this.session(request);
      }
      throw error;
    }
  }
}

/** Asks until a code is accepted. Rejects with `signInRequired` when the question is dismissed. */
export async function askForCode({ need, host, signal, begin }: MfaRequest): Promise<AwsCredentialIdentity> {
  let refusal: string | undefined;
  for (;;) {
    const question = refusal === undefined ? need : { ...need, refusal };
    const code = await host?.askMfaCode(question, signal);
    signal.throwIfAborted();
    if (code === undefined) {
      throw signInError(need, `The one-time code of ${need.serial} was not given.`);
    }
    try {
      return await begin(code.trim());
    } catch (error) {
      if (!isWrongCode(error)) {
        throw error;
      }
      refusal = messageOf(error);
    }
  }
}

function keyOf({ need, accessKeyId }: MfaRequest): string {
  return `${need.serial} ${accessKeyId}`;
}
