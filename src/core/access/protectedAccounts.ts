import type { CallerIdentity, CredentialSource } from '../target';

/**
 * Whether a target is one of `patterns`: account ids, or names of profiles in which `*` stands for any text. While the
 * account is not known, each account id might be it: such a target counts as protected.
 */
export function isProtected(
  patterns: readonly string[],
  source: CredentialSource,
  identity: CallerIdentity | undefined,
): boolean {
  if (source.kind === 'sample') {
    return false;
  }
  return patterns.some(pattern => {
    if (/^\d{12}$/.test(pattern)) {
      return identity === undefined || identity.account === pattern;
    }
    return source.kind === 'profile' && matches(pattern, source.name);
  });
}

function matches(pattern: string, name: string): boolean {
  const literal = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(name);
}
