import { RedshiftClient, type RedshiftClientConfig } from '@aws-sdk/client-redshift';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Agents, clientConfig, newAgents } from '../clients/clientConfig';
import { ServerClock } from '../clients/serverClock';
import type { ConnectionSettings } from '../clients/settings';
import { ListingProtocol } from '../protocol/listingProtocol';

/** Milliseconds that a change may take: longer than a question, which can be asked again. */
const CHANGE_TIMEOUT = 30_000;

const ONCE = { maxAttempts: 1, retryMode: 'standard' } as const;

/** What a client calls for each request: to be kept by nobody, because each may have to be checked anew. */
export type Provider = () => Promise<AwsCredentialIdentity>;

export interface Providers {
  readonly reading: Provider;
  readonly changing: Provider;
  readonly atHand: Provider;
}

/**
 * The SDK's clients for one target, each made when it is first needed. They share their connections: one that died
 * meanwhile (sleep, another network) is found out by the checks before a copy, never by the copy, which is not repeated.
 */
export class Clients {
  readonly #settings: ConnectionSettings;
  readonly #providers: Providers;
  readonly #clock: ServerClock;
  readonly #agents: Agents;
  #reading: RedshiftClient | undefined;
  #atHand: RedshiftClient | undefined;
  #listing: RedshiftClient | undefined;
  #listingWhole: RedshiftClient | undefined;
  #changing: RedshiftClient | undefined;
  #users = 0;
  #isRetired = false;

  constructor(settings: ConnectionSettings, providers: Providers, clock = new ServerClock()) {
    this.#settings = settings;
    this.#providers = providers;
    this.#clock = clock;
    this.#agents = newAgents(settings);
  }

  /** For single things that are asked for by their names: repeats what failed for the moment. */
  get reading(): RedshiftClient {
    this.#reading ??= this.#client(this.#config(this.#providers.reading));
    return this.#reading;
  }

  /** The same with the credentials that there are. */
  get atHand(): RedshiftClient {
    this.#atHand ??= this.#client(this.#config(this.#providers.atHand));
    return this.#atHand;
  }

  /** For lists: sends once, because who sends many requests knows better when to try again, and reads what lists keep. */
  get listing(): RedshiftClient {
    this.#listing ??= this.#client({
      ...this.#config(this.#providers.reading),
      ...ONCE,
      protocol: ListingProtocol,
    });
    return this.#listing;
  }

  /** For lists whose snapshots are wanted with all that the service says of them: sends once, too. */
  get listingWhole(): RedshiftClient {
    this.#listingWhole ??= this.#client({ ...this.#config(this.#providers.reading), ...ONCE });
    return this.#listingWhole;
  }

  /** For operations that change something: sends once. */
  get changing(): RedshiftClient {
    this.#changing ??= this.#client({ ...this.#config(this.#providers.changing, CHANGE_TIMEOUT), ...ONCE });
    return this.#changing;
  }

  /** For asking STS with exactly these credentials; to be destroyed by who asked. */
  stsWith(credentials: AwsCredentialIdentity): STSClient {
    const sts = new STSClient({ ...clientConfig(this.#settings, this.#settings.stsEndpoint), credentials });
    this.#clock.share(sts);
    return sts;
  }

  /** Works with the clients; they stay open until that is done, also when they are replaced meanwhile. */
  async use<Result>(work: (clients: Clients) => Promise<Result>): Promise<Result> {
    this.#users += 1;
    try {
      return await work(this);
    } finally {
      this.#users -= 1;
      this.#destroyIfIdle();
    }
  }

  /** Others have taken their place: their connections are closed when the last request has ended. */
  retire(): void {
    this.#isRetired = true;
    this.#destroyIfIdle();
  }

  destroy(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  #destroyIfIdle(): void {
    if (this.#isRetired && this.#users === 0) {
      this.destroy();
    }
  }

  #client(config: RedshiftClientConfig): RedshiftClient {
    const client = new RedshiftClient(config);
    this.#clock.share(client);
    return client;
  }

  #config(provider: Provider, timeout?: number) {
    const options = { agents: this.#agents, ...(timeout !== undefined && { timeout }) };
    const config = clientConfig(this.#settings, this.#settings.endpoint, options);
    return { ...config, credentials: Object.assign(() => provider(), { memoized: true }) };
  }
}
