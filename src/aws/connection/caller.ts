import type { AwsCredentialIdentity } from '@smithy/types';
import type { ConnectOptions } from '../../core/model/aws';
import type { KeysSignIn } from '../../core/model/problem';
import type { ProfileFault } from '../../core/model/profileFault';
import type { CallerIdentity } from '../../core/model/target';
import { reportTo } from '../clients/requestReports';
import { ServerClock } from '../clients/serverClock';
import { type ConnectionSettings, readSettings } from '../clients/settings';
import { AskOnce } from '../signIn/askOnce';
import { MfaSessions } from '../signIn/mfaSessions';
import { SsoCache } from '../signIn/ssoCache';
import { type CredentialSupply, supplyCredentials } from './credentials';
import { type Asker, PrincipalGuard } from './principalGuard';

/** What only tests set, and what all connections of a window share. */
export interface ConnectionTuning {
  /** Milliseconds. */
  readonly requestTimeout?: number;
  readonly mfa?: MfaSessions;
  readonly sso?: SsoCache;
}

/** What the files say: made when it is first needed, and anew when they have changed. */
export interface Source {
  /** The Region is the first connection's. */
  readonly settings: ConnectionSettings;
  readonly supply: CredentialSupply;
}

export type CredentialUse = 'reading' | 'changing' | 'atHand';

/** Whoever asks, for the connections to all Regions of a session: one source of credentials, and one principal. */
export class Caller {
  readonly clock = new ServerClock();
  readonly #options: ConnectOptions;
  readonly #tuning: ConnectionTuning;
  readonly #host: AskOnce | undefined;
  readonly #guard: PrincipalGuard;
  readonly #ended = new AbortController();
  #connections = 0;
  #source: Promise<Source> | undefined;
  #supply: CredentialSupply | undefined;
  #hostFault: ProfileFault | undefined;

  constructor(options: ConnectOptions, tuning: ConnectionTuning) {
    this.#options = options;
    this.#tuning = tuning;
    this.#host = options.signIn && new AskOnce(options.signIn);
    this.#guard = new PrincipalGuard(problem => options.principalChanged?.(problem));
  }

  /** Aborted when the last connection has left. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Values that no log and no error may contain. */
  get secrets(): readonly string[] {
    return this.#supply?.secrets() ?? [];
  }

  /** Where the keys in use stand, if that is in a shared file. */
  get keys(): KeysSignIn | undefined {
    return this.#supply?.keys();
  }

  /** What may be why a host is not found. */
  get hostFault(): ProfileFault | undefined {
    return this.#hostFault;
  }

  /** When the credentials in use expire, in ms since the epoch. */
  credentialsExpire(): number | undefined {
    return this.#supply?.expire();
  }

  join(): void {
    this.#connections += 1;
  }

  leave(): void {
    this.#connections -= 1;
    if (this.#connections === 0) {
      this.#ended.abort();
    }
  }

  allowQuestions(): void {
    this.#host?.allow();
    this.#supply?.tryAgain();
  }

  source(): Promise<Source> {
    if (this.#source === undefined) {
      const source = this.#makeSource();
      this.#source = source;
      source.catch(() => {
        this.#source = this.#source === source ? undefined : this.#source;
      });
    }
    return this.#source;
  }

  /** The files are read and the credentials resolved anew by the next request. Whose they are is checked then. */
  renew(): void {
    this.#source = undefined;
  }

  /** To sign with; `atHand`: to read, with those that there are. Rejects with `otherPrincipal` where they are not those of whom it was at first. */
  async credentials(use: CredentialUse, asker: Asker): Promise<AwsCredentialIdentity> {
    const credentials = await this.#latest(use);
    // Those that were given cannot become another one's.
    if (this.#options.credentials === undefined) {
      await this.#guard.admit(credentials, use === 'changing' ? use : 'reading', asker);
    }
    return credentials;
  }

  /** Who this is: asked once for each set of credentials. Rejects as {@link credentials} does. */
  async principal(use: CredentialUse, asker: Asker): Promise<CallerIdentity> {
    return this.#guard.principalOf(await this.#latest(use), asker);
  }

  async #latest(use: CredentialUse): Promise<AwsCredentialIdentity> {
    const { supply } = await this.source();
    return use === 'atHand' ? supply.atHand() : supply.credentials();
  }

  async #makeSource(): Promise<Source> {
    const { target, credentials } = this.#options;
    const { mfa = new MfaSessions(), sso = new SsoCache(), ...tuning } = this.#tuning;
    const settings = { ...(await readSettings(target)), ...tuning };
    this.#hostFault = settings.hostFault;
    const { secrets: known, ended } = this;
    const report = reportTo(this.#options, () => this.secrets);
    const context = { settings, host: this.#host, mfa, sso, clock: this.clock, ended, known, report };
    const supply = supplyCredentials(target.source, context, credentials);
    this.#supply = supply;
    return { settings, supply };
  }
}
