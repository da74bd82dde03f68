import { l10n } from 'vscode';
import type { CallerIdentity, CredentialSource, Target } from '../../core/model/target';
import type { Session } from '../../core/session/session';
import { knownIdentity } from './knownIdentity';

/** `prod`, `environment`, `sample data`. */
export function sourceText(source: CredentialSource): string {
  switch (source.kind) {
    case 'profile':
      return source.name;
    case 'environment':
      return l10n.t('environment');
    case 'sample':
      return l10n.t('sample data');
  }
}

/** The same, with the environment variable that named the profile where nobody has chosen one. */
export function namedSourceText(source: CredentialSource, variable: string | undefined): string {
  return variable === undefined ? sourceText(source) : l10n.t('{0} (from {1})', sourceText(source), variable);
}

/** `prod · eu-west-1`; `prod · eu-west-1 +2` with so many Regions beside it; `sample data`. */
export function targetText(target: Target, others = 0): string {
  const text = sourceText(target.source);
  return target.source.kind === 'sample' ? text : `${text} · ${target.region}${others > 0 ? ` +${others}` : ''}`;
}

/** `1111-2222-3333`, as the AWS console writes it. */
export function accountText(account: string): string {
  return /^\d{12}$/.test(account) ? account.replace(/(\d{4})(?=\d)/g, '$1-') : account;
}

/** `prod · eu-west-1 · 1111-2222-3333`, as far as it is known whose account it is; `sample data`. */
export function callerText(target: Target, identity: CallerIdentity | undefined, others = 0): string {
  const text = targetText(target, others);
  return target.source.kind === 'sample' || identity === undefined
    ? text
    : `${text} · ${accountText(identity.account)}`;
}

/** The same for a title, which does not wait until it is known whose account it is. */
export async function identityText(session: Session): Promise<string> {
  return callerText(session.target, await knownIdentity(session));
}
