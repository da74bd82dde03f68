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

/** Where the AWS CLI and the SDKs look: `~/.aws/sso/cache/<sha1 of the session's name, else of the start URL>.json`. */
export function tokenFile({ session, startUrl }: SsoPlace): string {
  const name = createHash('sha1')
    .update(session ?? startUrl)
    .digest('hex');
  return join(getHomeDir(), '.aws', 'sso', 'cache', `${name}.json`);
}

/** What is there, whoever wrote it; nothing when there is none, or none that can be read. */
export async function readToken(place: SsoPlace): Promise<Partial<CachedToken>> {
  try {
    const json: unknown = JSON.parse(await readFile(tokenFile(place), 'utf8'));
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}

/** For the owner's eyes only; whoever reads meanwhile sees the old one or the new one. */
export async function writeToken(place: SsoPlace, token: CachedToken): Promise<void> {
  const file = tokenFile(place);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, JSON.stringify(token), { mode: 0o600 });
  await rename(unfinished, file);
}

/** E.g. `2026-11-22T12:00:00Z`. */
export function cacheTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
