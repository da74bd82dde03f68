import type { ProfileKind } from '../../core/aws';
import type { OptionValues } from './profileMap';

/** What a profile's credentials come from, in the order in which the SDK's `fromIni` looks. */
export function kindOfProfile(values: OptionValues, ssoSessions: ReadonlyMap<string, OptionValues>): ProfileKind {
  if (values['role_arn'] && Boolean(values['source_profile']) !== Boolean(values['credential_source'])) {
    return 'role';
  }
  if (values['aws_access_key_id'] && values['aws_secret_access_key']) {
    return 'keys';
  }
  if (values['web_identity_token_file'] && values['role_arn']) {
    return 'webIdentity';
  }
  if (values['credential_process']) {
    return 'process';
  }
  if (isSso(values, ssoSessions)) {
    return 'sso';
  }
  return values['login_session'] ? 'login' : 'incomplete';
}

/** An SSO profile that names an account and a role, and where to sign in, itself or through its `sso-session`. */
function isSso(values: OptionValues, ssoSessions: ReadonlyMap<string, OptionValues>): boolean {
  const session = ssoSessions.get(values['sso_session'] ?? '') ?? {};
  return Boolean(
    values['sso_account_id'] &&
      values['sso_role_name'] &&
      (values['sso_start_url'] || session['sso_start_url']) &&
      (values['sso_region'] || session['sso_region']),
  );
}
