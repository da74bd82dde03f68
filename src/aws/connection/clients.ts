import { RedshiftClient } from '@aws-sdk/client-redshift';
import { STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from './clientConfig';
import type { CredentialProvider } from './credentials';
import type { ConnectionSettings } from './settings';

/** Milliseconds that a change may take: longer than a question, which can be asked again. */
const CHANGE_TIMEOUT = 30_000;

const ONCE = { maxAttempts: 1, retryMode: 'standard' } as const;

/** The SDK's clients for one target, each made when it is first needed. */
export class Clients {
  readonly #settings: ConnectionSettings;
  readonly #credentials: CredentialProvider;
  #reading: RedshiftClient | undefined;
  #listing: RedshiftClient | undefined;
  #changing: RedshiftClient | undefined;
  #sts: STSClient | undefined;

  constructor(settings: ConnectionSettings, credentials: CredentialProvider) {
    this.#settings = settings;
    this.#credentials = credentials;
  }

  /** For Describe operations: repeats what failed for the moment. */
  get reading(): RedshiftClient {
    this.#reading ??= new RedshiftClient(this.#config(this.#settings.endpoint));
    return this.#reading;
  }

  /** For the many requests of a long list: sends once, because who sends them knows better when to try again. */
  get listing(): RedshiftClient {
    this.#listing ??= new RedshiftClient({ ...this.#config(this.#settings.endpoint), ...ONCE });
    this.#listing.config.systemClockOffset ||= this.#reading?.config.systemClockOffset ?? 0;
    return this.#listing;
  }

  /** For operations that change something: sends once, over connections that no listing keeps busy. */
  get changing(): RedshiftClient {
    this.#changing ??= new RedshiftClient({
      ...this.#config(this.#settings.endpoint, CHANGE_TIMEOUT),
      ...ONCE,
    });
    // What the reading client has learnt about this machine's clock is worth a refused signature.
    this.#changing.config.systemClockOffset ||= this.#reading?.config.systemClockOffset ?? 0;
    return this.#changing;
  }

  get sts(): STSClient {
    this.#sts ??= new STSClient(this.#config(this.#settings.stsEndpoint));
    return this.#sts;
  }

  destroy(): void {
    this.#reading?.destroy();
    this.#listing?.destroy();
    this.#changing?.destroy();
    this.#sts?.destroy();
  }

  #config(endpoint: string | undefined, timeout?: number) {
    return { ...clientConfig(this.#settings, endpoint, timeout), credentials: this.#credentials };
  }
}
