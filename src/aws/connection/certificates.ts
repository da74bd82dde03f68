import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { faultError } from '../failures/signInErrors';
import { placeOf } from '../profiles/places';
import type { SharedFiles } from '../profiles/sharedFiles';

/**
 * The certificates of AWS_CA_BUNDLE, else of the profile's `ca_bundle`, beside those that Node.js brings; undefined where
 * neither is set. Throws a ProblemError for a file that cannot be read: nobody is asked over a connection that may be
 * listened to.
 */
export async function readCertificates(profile: string, files: SharedFiles): Promise<readonly string[] | undefined> {
  const fromEnvironment = process.env['AWS_CA_BUNDLE'];
  const file = fromEnvironment || files.profiles.get(profile)?.['ca_bundle'];
  if (!file) {
    return undefined;
  }
  try {
    return [...rootCertificates, await readFile(file, 'utf8')];
  } catch {
    const place = fromEnvironment ? { file } : placeOf(files, 'profile', profile, 'ca_bundle');
    throw faultError({ kind: 'unreadableFile', name: file, chain: [profile], ...place });
  }
}
