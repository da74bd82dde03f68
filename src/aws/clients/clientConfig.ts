import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import type { Logger } from '@smithy/types';
import { AnswerBodies } from '../protocol/answerBodies';
import { CheckedQueryProtocol } from '../protocol/checkedProtocol';
import type { ConnectionSettings } from './settings';

/** Milliseconds. A connection is refused or made in this time, else the host is not reachable. */
const CONNECTION_TIMEOUT = 5_000;
/** Milliseconds that an answer may take to begin, and that it may then stand still, before it is asked for again. */
const REQUEST_TIMEOUT = 15_000;
/** Milliseconds that an idle connection is kept: as long as it takes to answer a few questions. */
const IDLE_TIMEOUT = 120_000;
const MAX_CONNECTIONS = 50;

/**
 * Without `info` and `error`: the SDK's logging middleware would otherwise walk every input and output, although nothing
 * listens (120 ms for 10,000 snapshots).
 */
const QUIET: Omit<Logger, 'info' | 'error'> = { trace: () => {}, debug: () => {}, warn: () => {} };

/** Connections that are kept open, by those who share them. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

export function newAgents({ certificates: ca }: ConnectionSettings): Agents {
  const options = { keepAlive: true, timeout: IDLE_TIMEOUT, maxSockets: MAX_CONNECTIONS };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent({ ...options, ...(ca && { ca: [...ca] }) }) };
}

/** What every client of a target has in common, those that only get credentials included; `endpoint` if it has its own. */
export function clientConfig(
  settings: ConnectionSettings,
  endpoint: string | undefined,
  {
    timeout = REQUEST_TIMEOUT,
    agents = newAgents(settings),
  }: { readonly timeout?: number; readonly agents?: Agents } = {},
) {
  const { profile, region, maxAttempts, retryMode, useFipsEndpoint, useDualstackEndpoint, appId } = settings;
  const { requestTimeout = timeout } = settings;
  return {
    region,
    maxAttempts,
    retryMode,
    useFipsEndpoint,
    useDualstackEndpoint,
    // For these two the SDK would read the shared files by itself, before its first request.
    userAgentAppId: async () => appId,
    authSchemePreference: async () => [],
    // Endpoints are resolved in settings.ts: the SDK would look into the profile of AWS_PROFILE, not the chosen one.
    ignoreConfiguredEndpointUrls: true,
    // `auto` would ask the instance metadata service where it is.
    defaultsMode: 'standard',
    protocol: CheckedQueryProtocol,
    logger: QUIET as Logger,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout,
      throwOnRequestTimeout: true,
      socketTimeout: requestTimeout,
      ...agents,
    },
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
  } as const;
}

/** The same for clients that speak another protocol, and need no credentials: those that sign in. */
export function jsonClientConfig(settings: ConnectionSettings, endpoint: string | undefined) {
  const { protocol: _, profile: __, ...config } = { profile: undefined, ...clientConfig(settings, endpoint) };
  const bodies = new AnswerBodies();
  return { ...config, streamCollector: (body: Readable) => bodies.take(body) };
}
