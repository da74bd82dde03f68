import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { getHomeDir } from '@smithy/shared-ini-file-loader';
import type { SsoPlace } from '../../core/signIn/signIn';

/** A token as the AWS CLI keeps it, member by member. Times are ISO 8601 UTC without fractions. */
export interface CachedToken {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: string;
  /** Absent for a profile without an `sso-session`. */
  readonly refreshToken?: string;
}

/** A client's registration as the AWS CLI keeps it. */
export interface CachedRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: string;
  readonly scopes?: readonly string[];
  /** What it is for; absent: what was there before there was a choice, signing in with a device code. */
  readonly grantTypes?: readonly string[];
}

/** Where the AWS CLI and the SDKs look: `~/.aws/sso/cache/<sha1 of the session's name, else of the start URL>.json`. */
export function tokenFile({ session, startUrl }: SsoPlace): string {
  return cacheFile(session ?? startUrl);
}

/** Where the AWS CLI looks for a registration: by all that it depends on, `scopes` as the config file has them. */
export function registrationFile(
  { session, startUrl, region }: SsoPlace,
  scopes: readonly string[] | undefined,
): string {
  const listed = scopes === undefined ? 'null' : `[${scopes.map(pythonText).join(', ')}]`;
  const name = session === undefined ? 'null' : pythonText(session);
  // Letter by letter what Python's json.dumps writes.
  return cacheFile(
    `{"region": ${pythonText(region)}, "scopes": ${listed}, "session_name": ${name}, "startUrl": ${pythonText(startUrl)}, "tool": "botocore"}`,
  );
}

/** What is there, whoever wrote it; nothing when there is none, or none that can be read. */
export async function readCached(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

/** For the owner's eyes only; whoever reads meanwhile sees the old one or the new one. */
export async function writeCached(file: string, content: CachedToken | CachedRegistration): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
  await rename(unfinished, file);
}

/** E.g. `2026-11-22T12:00:00Z`. */
export function cacheTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function cacheFile(key: string): string {
  return join(getHomeDir(), '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
}

function pythonText(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
