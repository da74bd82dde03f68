import { randomUUID } from 'node:crypto';
import { refusal, replyBefore } from '../faults/effects';
import type { Fault } from '../faults/fault';
import type { FaultQueue } from '../faults/faultQueue';
import type { Clock } from '../model/clock';
import type { Answer, ServiceReply, ServiceRequest } from '../model/reply';
import type { LoggedRequest, RequestLog } from '../model/requestLog';
import type { SignIn } from './signIn';
import { deviceGrant, type SsoTokens, type TokenRefusal } from './sso';

/** REST operations of SSO OIDC and of the SSO portal, and the page that the browser opens, by method and path. */
const ROUTES: Readonly<Record<string, string>> = {
  'POST /client/register': 'RegisterClient',
  'POST /device_authorization': 'StartDeviceAuthorization',
  'POST /token': 'CreateToken',
  'GET /federation/credentials': 'GetRoleCredentials',
  'GET /device': 'SignInPage',
};

export function isSsoRoute(method: string | undefined, url: string | undefined): boolean {
  return `${method} ${url?.split('?')[0]}` in ROUTES;
}

export interface SsoServiceParts {
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  /** The sandbox's own address. */
  readonly endpoint: () => string;
}

type Json = Readonly<Record<string, unknown>>;

interface Call {
  readonly body: Json;
  readonly query: URLSearchParams;
  readonly bearer: string;
}

interface Outcome {
  readonly status: number;
  readonly json: Json;
}

/** IAM Identity Center's sign-in and its portal: REST with JSON, not signed. */
export class SsoService {
  constructor(private readonly parts: SsoServiceParts) {}

  async handle(request: ServiceRequest): Promise<ServiceReply> {
    const [path = '', query = ''] = request.url.split('?');
    const action = ROUTES[`${request.method} ${path}`] ?? '';
    const call = {
      body: parseJson(request.body),
      query: new URLSearchParams(query),
      bearer: String(request.headers['x-amz-sso_bearer_token'] ?? ''),
    };
    const logged: LoggedRequest = {
      action,
      parameters: parametersOf(call),
      at: this.parts.clock.now(),
      requestId: randomUUID(),
    };
    await this.parts.log.arrived(logged);
    const faults = this.parts.faults.take({ action, hasMarker: false });
    const slow = faults.filter(fault => fault.name === 'slow');
    const delay = slow.reduce((sum, fault) => sum + (fault.milliseconds ?? 1000), 0);
    const instead = replyBefore(faults);
    if (instead !== undefined) {
      return { reply: instead, delay };
    }
    const { status, json } = refusedBy(faults, action) ?? this.#answer(action, call);
    this.parts.log.answered(logged, { status, ...(status >= 400 && { code: String(json['__type']) }) });
    return { reply: answer(action, { status, json }, logged.requestId), delay };
  }

  #answer(action: string, call: Call): Outcome {
    switch (action) {
      case 'RegisterClient':
        return this.#register(call);
      case 'StartDeviceAuthorization':
        return this.#startDevice(call);
      case 'CreateToken':
        return this.#createToken(call);
      case 'GetRoleCredentials':
        return this.#roleCredentials(call);
      default:
        return ok({ signedIn: this.parts.signIn.sso.answer(call.query.get('user_code') ?? '') });
    }
  }

  #register({ body }: Call): Outcome {
    const { grantTypes } = body;
    const asked = Array.isArray(grantTypes) ? grantTypes.map(String) : undefined;
    const { clientId, clientSecret, expiresAt } = this.parts.signIn.sso.register(asked);
    const seconds = (time: number): number => Math.floor(time / 1000);
    const times = { clientIdIssuedAt: seconds(this.parts.clock.now()), clientSecretExpiresAt: seconds(expiresAt) };
    return ok({ clientId, clientSecret, ...times });
  }

  #startDevice({ body }: Call): Outcome {
    const { sso } = this.parts.signIn;
    const clientId = String(body['clientId']);
    const refusal = sso.refusalOf(clientId, String(body['clientSecret']), deviceGrant);
    if (refusal !== undefined) {
      return refused(refusal);
    }
    if (body['startUrl'] !== sso.startUrl) {
      return failed(400, 'InvalidRequestException', {
        error: 'invalid_request',
        error_description: 'Invalid start url provided',
      });
    }
    const { deviceCode, userCode, interval, seconds } = sso.startDevice(clientId);
    const page = `${this.parts.endpoint()}/device`;
    return ok({
      deviceCode,
      userCode,
      interval,
      expiresIn: seconds,
      verificationUri: page,
      verificationUriComplete: `${page}?user_code=${userCode}`,
    });
  }

  #createToken({ body }: Call): Outcome {
    const { sso } = this.parts.signIn;
    const clientId = String(body['clientId']);
    const grantType = String(body['grantType']);
    if (grantType !== deviceGrant && grantType !== 'refresh_token') {
      return refused('unsupported_grant_type');
    }
    const refusal = sso.refusalOf(clientId, String(body['clientSecret']), grantType);
    if (refusal !== undefined) {
      return refused(refusal);
    }
    const tokens =
      grantType === deviceGrant
        ? sso.tokenForDevice(String(body['deviceCode']), clientId)
        : sso.tokenForRefresh(String(body['refreshToken']), clientId);
    return typeof tokens === 'string' ? refused(tokens) : ok(tokenJson(tokens));
  }

  #roleCredentials({ query, bearer }: Call): Outcome {
    const { signIn } = this.parts;
    const role = signIn.sso.role(query.get('account_id') ?? '', query.get('role_name') ?? '');
    if (!signIn.sso.isSignedIn(bearer)) {
      return failed(401, 'UnauthorizedException', { message: 'Session token not found or invalid' });
    }
    if (role === undefined) {
      return failed(403, 'ForbiddenException', { message: 'No access' });
    }
    const arn = `arn:aws:sts::${role.account}:assumed-role/AWSReservedSSO_${role.role}_0123456789abcdef/on-call`;
    const roleArn = `arn:aws:iam::${role.account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${role.role}_0123456789abcdef`;
    const who = { account: role.account, arn, roleArn, ...(role.deny && { deny: role.deny }) };
    const { expiresAt: expiration, ...keys } = signIn.begin(who, role.seconds ?? 3600);
    return ok({ roleCredentials: { ...keys, expiration } });
  }
}

/** Nobody has signed this request: there is no caller to name. */
function refusedBy(faults: readonly Fault[], action: string): Outcome | undefined {
  const error = refusal(faults, { caller: 'anonymous', permission: `sso:${action}`, resource: '*' });
  return error && failed(error.status, error.code, { message: error.message });
}

function tokenJson({ accessToken, refreshToken, seconds }: SsoTokens): Json {
  return { accessToken, refreshToken, expiresIn: seconds, tokenType: 'Bearer' };
}

/** `authorization_pending` is an AuthorizationPendingException, and so on. */
function refused(error: TokenRefusal): Outcome {
  const words = error === 'expired_token' ? ['Expired', 'Token'] : error.split('_').map(capitalised);
  return failed(error === 'invalid_client' ? 401 : 400, `${words.join('')}Exception`, { error });
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function ok(json: Json): Outcome {
  return { status: 200, json };
}

function failed(status: number, type: string, json: Json): Outcome {
  return { status, json: { __type: type, ...json } };
}

function answer(action: string, { status, json }: Outcome, requestId: string): Answer {
  const isPage = action === 'SignInPage';
  const page = `<!doctype html><title>Sandbox</title><p>${json['signedIn'] ? 'Signed in. Go back to VS Code.' : 'This code is not known.'}</p>\n`;
  return {
    kind: 'answer',
    status,
    contentType: isPage ? 'text/html; charset=utf-8' : 'application/json',
    body: isPage ? page : JSON.stringify(json),
    requestId,
  };
}

function parametersOf({ body, query, bearer }: Call): Readonly<Record<string, string>> {
  const written = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : `${value}`,
  ]);
  return { ...Object.fromEntries(written), ...Object.fromEntries(query), ...(bearer && { bearer }) };
}

function parseJson(body: Buffer): Json {
  try {
    const json: unknown = JSON.parse(body.toString() || '{}');
    return typeof json === 'object' && json !== null ? (json as Json) : {};
  } catch {
    return {};
  }
}
