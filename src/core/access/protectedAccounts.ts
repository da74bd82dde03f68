import type { CallerIdentity, CredentialSource } from '../model/target';

/**
 * Whether a target is one of `patterns`: account ids, with or without hyphens, or names of profiles in which `*` stands for
 * any text and `?` for any character. While the account is not known, each account id might be it: such a target counts as
 * protected.
 */
export function isProtected(
  patterns: readonly string[],
  source: CredentialSource,
  identity: CallerIdentity | undefined,
): boolean {
  if (source.kind === 'sample') {
    return false;
  }
  return patterns.some(given => {
    const pattern = given.trim();
    if (/^\d{4}-?\d{4}-?\d{4}$/.test(pattern)) {
      return identity === undefined || identity.account === pattern.replaceAll('-', '');
    }
    return source.kind === 'profile' && matches(pattern, source.name);
  });
}

function matches(pattern: string, name: string): boolean {
  const literal = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su').test(name.trim());
}
