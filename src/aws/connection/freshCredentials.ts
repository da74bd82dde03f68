import type { AwsCredentialIdentity } from '@smithy/types';

/** Milliseconds before their end from which credentials are renewed. */
const EARLY = 5 * 60_000;
/** The part of their time that this may be: some never have five minutes left, and would be renewed for each request. */
const EARLY_SHARE = 0.1;
/** Milliseconds after a renewal ahead of time has failed for which it is not tried again. */
const RETRY_AFTER = 30_000;

/** Milliseconds for which a failure is the answer to all who ask, so that no program runs for each of them. */
const FAILED_FOR = 2_000;

/**
 * The latest credentials: resolved when they are first needed, once for all who need them, and anew when they are about to
 * expire. A renewal ahead of time that fails costs nothing before they really have expired.
 */
export class FreshCredentials {
  readonly #resolve: () => Promise<AwsCredentialIdentity>;
  #latest: AwsCredentialIdentity | undefined;
  /** Milliseconds before the end of the latest ones from which they are renewed. */
  #early = 0;
  #pending: Promise<AwsCredentialIdentity> | undefined;
  /** Why the latest attempt has failed. */
  #failure: unknown;
  #isRefused = false;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(resolve: () => Promise<AwsCredentialIdentity>) {
    this.#resolve = resolve;
  }

  get latest(): AwsCredentialIdentity | undefined {
    return this.#latest;
  }

  async get(): Promise<AwsCredentialIdentity> {
    const usable = this.#isRefused ? undefined : this.#latest;
    if (usable !== undefined && timeLeft(usable) > (Date.now() - this.#failedAt < RETRY_AFTER ? 0 : this.#early)) {
      return usable;
    }
    const age = Date.now() - this.#failedAt;
    if (usable === undefined && this.#failure !== undefined && age >= 0 && age < FAILED_FOR) {
      throw this.#failure;
    }
    try {
      return await this.#renewed();
    } catch (error) {
      if (usable === undefined || timeLeft(usable) <= 0) {
        throw error;
      }
      return usable;
    }
  }

  /**
   * Those that there are: no others are looked for, but what is being resolved is waited for. Undefined where they have expired;
   * rejects with why there are none.
   */
  async atHand(): Promise<AwsCredentialIdentity | undefined> {
    await this.#pending?.catch(() => undefined);
    const usable = this.#isRefused ? undefined : this.#latest;
    if (usable !== undefined && timeLeft(usable) > 0) {
      return usable;
    }
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    return undefined;
  }

  /** The user has acted: it may be another answer now. */
  tryAgain(): void {
    this.#failedAt = Number.NEGATIVE_INFINITY;
  }

  /** The service does not accept the latest ones: the next one who needs some resolves them anew. */
  refuse(): void {
    this.#isRefused = true;
  }

  #renewed(): Promise<AwsCredentialIdentity> {
    this.#pending ??= this.#resolve()
      .then(credentials => {
        this.#latest = credentials;
        this.#early = Math.min(EARLY, EARLY_SHARE * Math.max(timeLeft(credentials), 0));
        this.#isRefused = false;
        this.#failure = undefined;
        return credentials;
      })
      .catch((error: unknown) => {
        this.#failure = error;
        this.#failedAt = Date.now();
        throw error;
      })
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}

/** Milliseconds; without an end, for ever. */
function timeLeft({ expiration }: AwsCredentialIdentity): number {
  return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - Date.now();
}
