import type { AwsCredentialIdentity } from '@smithy/types';
import type { Problem } from '../../core/model/problem';
import { type CallerIdentity, samePrincipal } from '../../core/model/target';
import { otherPrincipalError } from '../failures/otherPrincipal';

/** Who asks STS, in one Region. */
export interface Asker {
  readonly region: string;
  /** With exactly these credentials. Rejects with a ProblemError. */
  readonly whoIs: (credentials: AwsCredentialIdentity) => Promise<CallerIdentity>;
}

interface Question {
  readonly region: string;
  readonly answer: Promise<CallerIdentity>;
}

/** So many sets of credentials are remembered, besides the first. */
const MAX_REMEMBERED = 20;

/**
 * Sees to it that all credentials that sign are the same principal's. Whoever the first ones belong to is who this is: for
 * reading they need not wait for STS, because nothing of anybody else is on the screen. All others, and the first ones
 * before they change something, are looked up once; nobody can become another one between that and the signature, because
 * an access key is one principal's for ever.
 */
export class PrincipalGuard {
  readonly #principalChanged: (problem: Problem) => void;
  readonly #questions = new Map<string, Question>();
  #first: AwsCredentialIdentity | undefined;

  constructor(principalChanged: (problem: Problem) => void) {
    this.#principalChanged = principalChanged;
  }

  /** Rejects with `otherPrincipal`, or with why STS could not say whose they are. */
  async admit(credentials: AwsCredentialIdentity, use: 'reading' | 'changing', asker: Asker): Promise<void> {
    this.#first ??= credentials;
    if (use === 'changing' || keyOf(credentials) !== keyOf(this.#first)) {
      await this.principalOf(credentials, asker);
    }
  }

  /** Whose they are. Rejects as {@link admit} does. */
  async principalOf(credentials: AwsCredentialIdentity, asker: Asker): Promise<CallerIdentity> {
    this.#first ??= credentials;
    const found = await this.#ask(credentials, asker);
    // Who they were before and cannot be asked about any more may have been anybody.
    const expected = await this.#ask(this.#first, asker).catch(() => undefined);
    if (expected === undefined || !samePrincipal(expected, found)) {
      const error = otherPrincipalError(expected, found);
      this.#principalChanged(error.problem);
      throw error;
    }
    return found;
  }

  /** Once for each set of credentials. What one Region could not say, because it is not enabled, another one may. */
  #ask(credentials: AwsCredentialIdentity, asker: Asker): Promise<CallerIdentity> {
    const key = keyOf(credentials);
    const asked = this.#questions.get(key);
    if (asked !== undefined) {
      return asked.region === asker.region ? asked.answer : asked.answer.catch(() => this.#ask(credentials, asker));
    }
    const answer = asker.whoIs(credentials).catch((error: unknown) => {
      this.#questions.delete(key);
      throw error;
    });
    this.#questions.set(key, { region: asker.region, answer });
    this.#forgetOldest();
    return answer;
  }

  #forgetOldest(): void {
    const first = this.#first && keyOf(this.#first);
    const oldest = [...this.#questions.keys()].find(key => key !== first);
    if (this.#questions.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#questions.delete(oldest);
    }
  }
}

function keyOf({ accessKeyId, sessionToken = '' }: AwsCredentialIdentity): string {
  return `${accessKeyId} ${sessionToken}`;
}
