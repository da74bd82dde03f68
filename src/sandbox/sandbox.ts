import type { Sandbox } from '../core/model/sandbox';
import { Arrange } from './arrange';
import type { Fault } from './faults/fault';
import { FaultQueue, type InjectedFault } from './faults/faultQueue';
import { RateLimit } from './faults/rateLimit';
import { listen } from './http';
import { type Clock, SandboxClock } from './model/clock';
import { type Identity, sampleIdentity } from './model/identities';
import { Random } from './model/random';
import { type LoggedRequest, type RequestListener, RequestLog } from './model/requestLog';
import { fillSample } from './sample/account';
import { fillLarge, type Spread } from './sample/large';
import { Service } from './service';
import type { MfaDevice, Role } from './signIn/roles';
import { SignIn } from './signIn/signIn';
import { SsoDirectory, type SsoOptions } from './signIn/sso';
import { isSsoRoute, SsoService } from './signIn/ssoService';
import { World } from './state/store';

export interface SandboxOptions {
  /** A free one when absent. */
  readonly port?: number;
  /** Of the sample data and of random faults; the same seed and time give the same account. */
  readonly seed?: number;
  /** The Region that the data is about; another holds what belongs to it there, the rest are empty. */
  readonly region?: string;
  /** Twelve digits. */
  readonly account?: string;
  /** `sample`, the default: an account that looks real. `empty`: nothing, for tests that arrange their own. */
  readonly data?: 'sample' | 'empty';
  /** Either makes a large account instead of the sample: so many clusters and snapshots in all. */
  readonly clusters?: number;
  readonly snapshots?: number;
  /** How those of a large account lie in time. */
  readonly spread?: Spread;
  /** Added to every answer, ms; can be set while it runs. */
  readonly latencyMs?: number;
  /** Real time when absent. The running sandbox can move on from it. Signatures are always checked by real time. */
  readonly clock?: Clock;
  /** Manual snapshots an account may have in a Region: 20, and no limit that matters in a large account. */
  readonly manualSnapshotQuota?: number;
  /** Who may call, beside the sample credentials. */
  readonly identities?: readonly Identity[];
  /** Roles that STS knows; none when absent. */
  readonly roles?: readonly Role[];
  readonly mfaDevices?: readonly MfaDevice[];
  /** Whom SSO lets in; a start URL and no role when absent. */
  readonly sso?: SsoOptions;
  readonly faults?: readonly Fault[];
  /** Requests a second; more are throttled. */
  readonly rate?: number;
}

/** A sandbox with its controls. Everything here but the service itself is for tests. */
export interface RunningSandbox extends Sandbox {
  readonly account: string;
  readonly clock: SandboxClock;
  /** Added to every answer, ms. */
  latencyMs: number;
  /** What is in it, to look at and to change. */
  readonly data: Arrange;
  /** What people do in the browser that SSO opens. */
  readonly sso: SsoDirectory;
  /** The latest requests, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Every secret key and token of whoever may call now, and of SSO: to be looked for where none of them may be. */
  readonly secrets: readonly string[];
  /** Called with each request before any work, which waits for what it returns. Returns what ends the listening. */
  onRequest(listener: RequestListener): () => void;
  inject(fault: Fault): InjectedFault;
  clearFaults(): void;
}

/** Starts an embedded Redshift (and STS, and SSO) on 127.0.0.1. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { region = 'eu-west-1', account = '111122223333', seed = 1 } = options;
  const clock = new SandboxClock(options.clock);
  const world = new World();
  const own = sampleIdentity(account);
  const faults = new FaultQueue(seed);
  options.faults?.forEach(fault => {
    faults.inject(fault);
  });
  const log = new RequestLog();
  fill(world, { account, region, now: clock.now(), random: new Random(seed) }, options);
  const identities = new Map([own, ...(options.identities ?? [])].map(identity => [identity.accessKeyId, identity]));
  const sso = new SsoDirectory(clock, options.sso ?? { startUrl: 'https://sandbox.awsapps.com/start', roles: [] });
  const { roles = [], mfaDevices = [] } = options;
  const signIn = new SignIn({ clock, identities, roles, mfaDevices, sso });
  const ssoService = new SsoService({ signIn, clock, faults, log, endpoint: () => sandbox.endpoint });
  const service = new Service({
    world,
    clock,
    identities,
    signIn,
    account,
    region,
    faults,
    log,
    manualSnapshotQuota: options.manualSnapshotQuota ?? (isLarge(options) ? 1_000_000 : 20),
    rateLimit: options.rate === undefined ? undefined : new RateLimit(options.rate),
  });
  const server = await listen({
    port: options.port,
    latency: () => sandbox.latencyMs,
    answers: isSsoRoute,
    handle: request => (isSsoRoute(request.method, request.url) ? ssoService.handle(request) : service.handle(request)),
  });
  const sandbox: RunningSandbox = {
    endpoint: `http://127.0.0.1:${server.port}`,
    latencyMs: options.latencyMs ?? 0,
    region,
    account,
    credentials: { accessKeyId: own.accessKeyId, secretAccessKey: own.secretAccessKey },
    clock,
    sso,
    data: new Arrange(world, clock, { account, region }),
    requests: log.requests,
    get secrets() {
      const keys = [...identities.values()].flatMap(({ secretAccessKey, sessionToken = '' }) => [
        secretAccessKey,
        sessionToken,
      ]);
      return [...keys, ...sso.secrets].filter(secret => secret !== '');
    },
    onRequest: listener => log.onRequest(listener),
    inject: fault => faults.inject(fault),
    clearFaults: () => faults.clear(),
    close: () => server.close(),
  };
  return sandbox;
}

function fill(world: World, place: Parameters<typeof fillSample>[1], options: SandboxOptions): void {
  if (isLarge(options)) {
    const snapshots = options.snapshots ?? (options.clusters ?? 0) * 100;
    const clusters = options.clusters ?? Math.max(1, Math.ceil(snapshots / 100));
    fillLarge(world, place, { clusters, snapshots, ...(options.spread && { spread: options.spread }) });
  } else if (options.data !== 'empty') {
    fillSample(world, place);
  }
}

function isLarge({ clusters, snapshots }: SandboxOptions): boolean {
  return clusters !== undefined || snapshots !== undefined;
}
