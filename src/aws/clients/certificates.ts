import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { faultError } from '../failures/signInErrors';
import { expandPath } from '../profiles/expandPath';
import { locationOf } from '../profiles/location';
import type { SharedFiles } from '../profiles/sharedFiles';

/**
 * The certificates of AWS_CA_BUNDLE, else of the profile's `ca_bundle`, beside those that are trusted without; undefined
 * where neither is set. Throws a ProblemError for a file that cannot be read: nobody is asked over a connection that may be
 * listened to.
 */
export async function readCertificates(profile: string, files: SharedFiles): Promise<readonly string[] | undefined> {
  const fromEnvironment = process.env['AWS_CA_BUNDLE'];
  const file = fromEnvironment || files.profiles.get(profile)?.['ca_bundle'];
  if (!file) {
    return undefined;
  }
  try {
    const bundle = await readFile(expandPath(file), 'utf8');
    // Throws where no certificate is in it: Node.js would pass over it.
    new X509Certificate(bundle);
    return [...trusted(), bundle];
  } catch {
    const location = fromEnvironment
      ? { variable: 'AWS_CA_BUNDLE' }
      : locationOf(files, 'profile', profile, 'ca_bundle');
    throw faultError({ kind: 'unreadableFile', name: file, chain: [profile], ...location });
  }
}

/** Node.js's own certificates and NODE_EXTRA_CA_CERTS, and the system's, which VS Code adds only where no others are given. */
function trusted(): readonly string[] {
  // Node.js has it since 22.15; the tests run with older ones, too.
  const { getCACertificates = () => [...tls.rootCertificates] } = tls as Partial<typeof tls>;
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
