import { RedshiftClient } from '@aws-sdk/client-redshift';
import { STSClient } from '@aws-sdk/client-sts';
import { type Agents, clientConfig, newAgents } from './clientConfig';
import type { CredentialProvider } from './credentials';
import type { ConnectionSettings } from './settings';

/** Milliseconds that a change may take: longer than a question, which can be asked again. */
const CHANGE_TIMEOUT = 30_000;

const ONCE = { maxAttempts: 1, retryMode: 'standard' } as const;

/**
 * The SDK's clients for one target, each made when it is first needed. They share their connections: one that died
 * meanwhile (sleep, another network) is found out by the checks before a copy, never by the copy, which is not repeated.
 */
export class Clients {
  readonly #settings: ConnectionSettings;
  readonly #credentials: CredentialProvider;
  readonly #agents: Agents;
  #reading: RedshiftClient | undefined;
  #listing: RedshiftClient | undefined;
  #changing: RedshiftClient | undefined;
  #sts: STSClient | undefined;

  constructor(settings: ConnectionSettings, credentials: CredentialProvider) {
    this.#settings = settings;
    this.#credentials = credentials;
    this.#agents = newAgents(settings);
  }

  /** For single things that are asked for by their names: repeats what failed for the moment. */
  get reading(): RedshiftClient {
    this.#reading ??= new RedshiftClient(this.#config(this.#settings.endpoint));
    return this.#onTime(this.#reading);
  }

  /** For lists: sends once, because who sends many requests knows better when to try again. */
  get listing(): RedshiftClient {
    this.#listing ??= new RedshiftClient({ ...this.#config(this.#settings.endpoint), ...ONCE });
    return this.#onTime(this.#listing);
  }

  /** For operations that change something: sends once. */
  get changing(): RedshiftClient {
    this.#changing ??= new RedshiftClient({ ...this.#config(this.#settings.endpoint, CHANGE_TIMEOUT), ...ONCE });
    return this.#onTime(this.#changing);
  }

  get sts(): STSClient {
    this.#sts ??= new STSClient(this.#config(this.#settings.stsEndpoint));
    return this.#sts;
  }

  destroy(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  /** What one client has learnt about this machine's clock saves the others a refused signature. */
  #onTime(client: RedshiftClient): RedshiftClient {
    const known = [this.#reading, this.#listing, this.#changing].find(other => other?.config.systemClockOffset);
    client.config.systemClockOffset ||= known?.config.systemClockOffset ?? 0;
    return client;
  }

  #config(endpoint: string | undefined, timeout?: number) {
    const options = { agents: this.#agents, ...(timeout !== undefined && { timeout }) };
    return { ...clientConfig(this.#settings, endpoint, options), credentials: this.#credentials };
  }
}
