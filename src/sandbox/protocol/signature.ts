import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Identity } from '../model/identities';
import { expiredToken, invalidClientToken, ServiceError, signatureMismatch } from './serviceError';

/** What a signature covers, as it arrived. */
export interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Caller {
  readonly identity: Identity;
  /** The Region of the credential scope: a signed request is for one Region. */
  readonly region: string;
  /** The signing name of the credential scope: `redshift` or `sts`. */
  readonly service: string;
}

/** How far the clocks of both sides may be apart, ms. Source: IAM guide, "Signature Version 4". */
const allowedSkew = 15 * 60 * 1000;

/**
 * Finds out who signed a request (Signature Version 4, in headers). `now` is the real time, ms since the epoch, whatever the
 * sandbox's clock says. Throws the service's own errors: MissingAuthenticationToken, IncompleteSignature,
 * InvalidClientTokenId, SignatureDoesNotMatch, ExpiredToken.
 */
export async function authenticate(
  request: SignedRequest,
  identities: ReadonlyMap<string, Identity>,
  now: number,
): Promise<Caller> {
  const authorization = readAuthorization(request.headers);
  const identity = identities.get(authorization.accessKeyId);
  if (identity === undefined) {
    throw invalidClientToken();
  }
  const signedAt = readDate(request.headers, authorization);
  checkSkew(signedAt, now);
  checkToken(request.headers, identity);
  await checkSignature(request, authorization, identity, signedAt);
  if (identity.expired) {
    throw expiredToken();
  }
  return { identity, region: authorization.region, service: authorization.service };
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

function readAuthorization(headers: IncomingHttpHeaders): Authorization {
  if (headers.authorization === undefined) {
    throw new ServiceError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  const [, accessKeyId, date, region, service, signedHeaders, signature] = pattern.exec(headers.authorization) ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw incomplete('Authorization header requires Credential, SignedHeaders and Signature parameters.');
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignature', 400, message);
}

function readDate(headers: IncomingHttpHeaders, authorization: Authorization): number {
  const text = headers['x-amz-date'];
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text)) ?? [];
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  if (Number.isNaN(time)) {
    throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (`${y}${mo}${d}` !== authorization.date) {
    throw signatureMismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${y}${mo}${d}'`,
    );
  }
  return time;
}

function checkSkew(signedAt: number, now: number): void {
  const [signed, current] = [basicDate(signedAt), basicDate(now)];
  if (signedAt < now - allowedSkew) {
    const limit = basicDate(now - allowedSkew);
    throw signatureMismatch(`Signature expired: ${signed} is now earlier than ${limit} (${current} - 15 min.)`);
  }
  if (signedAt > now + allowedSkew) {
    const limit = basicDate(now + allowedSkew);
    throw signatureMismatch(`Signature not yet current: ${signed} is still later than ${limit} (${current} + 15 min.)`);
  }
}

/** E.g. `20261122T140311Z`. */
function basicDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function checkToken(headers: IncomingHttpHeaders, identity: Identity): void {
  if (headers['x-amz-security-token'] !== identity.sessionToken) {
    throw invalidClientToken();
  }
}

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Signs the request again with the identity's secret, as it was signed by the caller, and compares. */
async function checkSignature(
  request: SignedRequest,
  authorization: Authorization,
  identity: Identity,
  signedAt: number,
): Promise<void> {
  const bodyHash = createHash('sha256').update(request.body).digest('hex');
  const claimedHash = request.headers['x-amz-content-sha256'];
  if (!authorization.signedHeaders.includes('host') || (claimedHash !== undefined && claimedHash !== bodyHash)) {
    throw signatureMismatch(mismatch);
  }
  const signer = new SignatureV4({
    credentials: identity,
    region: authorization.region,
    service: authorization.service,
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: false,
  });
  const headers = signedHeaders(request.headers, authorization.signedHeaders);
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname: '', path: '/', query: {}, headers, body: request.body },
    { signingDate: new Date(signedAt), signableHeaders: new Set(authorization.signedHeaders) },
  );
  const expected = /Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  if (expected === '' || !timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature))) {
    throw signatureMismatch(mismatch);
  }
}

function signedHeaders(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, String(headers[name] ?? '')]));
}
