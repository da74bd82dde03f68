import type { Clock } from '../model/clock';
import type { DenyRule } from '../model/identities';

/** What a person who has signed in may use. */
export interface SsoRole {
  /** Twelve digits. */
  readonly account: string;
  readonly role: string;
  /** Of its credentials; an hour when absent. */
  readonly seconds?: number;
  readonly deny?: DenyRule;
}

export interface SsoOptions {
  /** E.g. `https://example.awsapps.com/start`. */
  readonly startUrl: string;
  readonly roles: readonly SsoRole[];
  /** Life of an access token; eight hours when absent. */
  readonly tokenSeconds?: number;
  /** Seconds between two questions for a token; 1 when absent. */
  readonly interval?: number;
}

/** A sign-in under way on some device. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  /** E.g. `ABCD-0001`. */
  readonly userCode: string;
  readonly clientId: string;
  readonly expiresAt: number;
  readonly interval: number;
  state: 'pending' | 'approved' | 'denied' | 'used';
}

export interface SsoTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly seconds: number;
}

/** What CreateToken refuses with: the protocol's own word (RFC 8628, RFC 6749). */
export type TokenRefusal =
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'access_denied'
  | 'invalid_grant'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

interface Client {
  readonly secret: string;
  readonly expiresAt: number;
  /** What it may be used for. */
  readonly grantTypes: readonly string[];
}

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

const REGISTRATION_SECONDS = 90 * 24 * 3600;
const DEVICE_SECONDS = 600;

/** An identity store with the clients, the sign-ins and the tokens that it knows. Its time is the sandbox's. */
export class SsoDirectory {
  readonly #clients = new Map<string, Client>();
  readonly #devices: DeviceAuthorization[] = [];
  readonly #access = new Map<string, number>();
  readonly #refresh = new Map<string, string>();
  #count = 0;
  #slowDowns = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: SsoOptions,
  ) {}

  get startUrl(): string {
    return this.options.startUrl;
  }

  /** The latest sign-in that was begun. */
  get latest(): DeviceAuthorization | undefined {
    return this.#devices.at(-1);
  }

  /** Client secrets, device codes, access and refresh tokens that are known now. */
  get secrets(): readonly string[] {
    const clients = [...this.#clients.values()].map(({ secret }) => secret);
    const codes = this.#devices.map(({ deviceCode }) => deviceCode);
    return [...clients, ...codes, ...this.#access.keys(), ...this.#refresh.keys()];
  }

  /** Without grant types: for device codes. */
  register(grantTypes: readonly string[] = [deviceGrant, 'refresh_token']) {
    const clientId = this.#next('client');
    const expiresAt = this.clock.now() + REGISTRATION_SECONDS * 1000;
    const client = { secret: this.#next('client-secret'), expiresAt, grantTypes };
    this.#clients.set(clientId, client);
    return { clientId, clientSecret: client.secret, expiresAt };
  }

  /** Forgets every registration. */
  forgetClients(): void {
    this.#clients.clear();
  }

  /** Why a client may not use a grant; undefined when it may. */
  refusalOf(clientId: string, secret: string, grantType: string): TokenRefusal | undefined {
    const client = this.#clients.get(clientId);
    if (client === undefined || client.secret !== secret || client.expiresAt <= this.clock.now()) {
      return 'invalid_client';
    }
    return client.grantTypes.includes(grantType) ? undefined : 'unauthorized_client';
  }

  startDevice(clientId: string): DeviceAuthorization & { readonly seconds: number } {
    const { interval = 1 } = this.options;
    const device: DeviceAuthorization = {
      deviceCode: this.#next('device-code'),
      userCode: `ABCD-${String(this.#count).padStart(4, '0')}`,
      clientId,
      expiresAt: this.clock.now() + DEVICE_SECONDS * 1000,
      interval,
      state: 'pending',
    };
    this.#devices.push(device);
    return { ...device, seconds: DEVICE_SECONDS };
  }

  /** What the person does in the browser. False for a code that nobody was given. */
  answer(userCode: string, state: 'approved' | 'denied' = 'approved'): boolean {
    const device = this.#devices.find(candidate => candidate.userCode === userCode && candidate.state === 'pending');
    if (device !== undefined) {
      device.state = state;
    }
    return device !== undefined;
  }

  /** The next so many questions for a token are told to slow down. */
  slowDown(times: number): void {
    this.#slowDowns = times;
  }

  tokenForDevice(deviceCode: string, clientId: string): SsoTokens | TokenRefusal {
    const device = this.#devices.find(candidate => candidate.deviceCode === deviceCode);
    if (device === undefined || device.clientId !== clientId || device.state === 'used') {
      return 'invalid_grant';
    }
    if (device.expiresAt <= this.clock.now()) {
      return 'expired_token';
    }
    if (this.#slowDowns > 0) {
      this.#slowDowns -= 1;
      return 'slow_down';
    }
    if (device.state !== 'approved') {
      return device.state === 'denied' ? 'access_denied' : 'authorization_pending';
    }
    device.state = 'used';
    return this.#issue(clientId);
  }

  tokenForRefresh(refreshToken: string, clientId: string): SsoTokens | TokenRefusal {
    if (this.#refresh.get(refreshToken) !== clientId) {
      return 'invalid_grant';
    }
    this.#refresh.delete(refreshToken);
    return this.#issue(clientId);
  }

  isSignedIn(accessToken: string): boolean {
    return (this.#access.get(accessToken) ?? 0) > this.clock.now();
  }

  /** Ends every session: what was signed in has to sign in again. */
  signEverybodyOut(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  role(account: string, role: string): SsoRole | undefined {
    return this.options.roles.find(candidate => candidate.account === account && candidate.role === role);
  }

  #issue(clientId: string): SsoTokens {
    const { tokenSeconds = 8 * 3600 } = this.options;
    const tokens = { accessToken: this.#next('sso-access'), refreshToken: this.#next('sso-refresh') };
    this.#access.set(tokens.accessToken, this.clock.now() + tokenSeconds * 1000);
    this.#refresh.set(tokens.refreshToken, clientId);
    return { ...tokens, seconds: tokenSeconds };
  }

  #next(what: string): string {
    this.#count += 1;
    return `${what}-${String(this.#count).padStart(6, '0')}`;
  }
}
