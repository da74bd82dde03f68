import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { getHomeDir } from '@smithy/shared-ini-file-loader';
import type { NotKept, SsoSignIn } from '../../core/model/signIn';
import { parseTimestamp } from './parseTimestamp';

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
export function tokenFile({ session, startUrl }: SsoSignIn): string {
  return cacheFile(session ?? startUrl);
}

/** Where the AWS CLI looks for a registration: by all that it depends on, `scopes` as the config file has them. */
export function registrationFile(
  { session, startUrl, region }: SsoSignIn,
  scopes: readonly string[] | undefined,
): string {
  const listed = scopes === undefined ? 'null' : `[${scopes.map(pythonText).join(', ')}]`;
  const name = session === undefined ? 'null' : pythonText(session);
  // Letter by letter what Python's json.dumps writes.
  return cacheFile(
    `{"region": ${pythonText(region)}, "scopes": ${listed}, "session_name": ${name}, "startUrl": ${pythonText(startUrl)}, "tool": "botocore"}`,
  );
}

type Content = Readonly<Record<string, unknown>>;

/** The tokens and registrations of this machine. What cannot be written to its file is kept for this window. */
export class SsoCache {
  readonly #kept = new Map<string, Content>();
  readonly #renewals = new Map<string, Promise<string | undefined>>();

  /** What is there, whoever wrote it; nothing when there is none, or none that can be read. */
  async read(file: string): Promise<Content> {
    const written = await readJson(file);
    const kept = this.#kept.get(file);
    // Another tool may have signed in meanwhile.
    return kept !== undefined && endOf(kept) > endOf(written) ? kept : written;
  }

  /** For the owner's eyes only; whoever reads meanwhile sees the old one or the new one. The answer says why it was not written. */
  async write(file: string, content: object): Promise<NotKept | undefined> {
    const unfinished = `${file}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(unfinished, JSON.stringify(content), { mode: 0o600 });
      await rename(unfinished, file);
      this.#kept.delete(file);
      return undefined;
    } catch (error) {
      this.#kept.set(file, { ...content });
      await rm(unfinished, { force: true }).catch(() => {});
      return { file, code: (error as NodeJS.ErrnoException).code ?? 'Error' };
    }
  }

  /** Renews a token once for all who need it at the same time. */
  once(file: string, renew: () => Promise<string | undefined>): Promise<string | undefined> {
    const renewal = this.#renewals.get(file) ?? renew().finally(() => this.#renewals.delete(file));
    this.#renewals.set(file, renewal);
    return renewal;
  }
}

async function readJson(file: string): Promise<Content> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

function endOf({ expiresAt }: Content): number {
  return parseTimestamp(expiresAt) ?? Number.NEGATIVE_INFINITY;
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
