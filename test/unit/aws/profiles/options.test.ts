import assert from 'node:assert/strict';
import { optionMeant } from '../../../../src/aws/profiles/options';

describe('an option that nobody knows', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    source_profle: 'source_profile',
    sourceprofile: 'source_profile',
    'role-arn': 'role_arn',
    aws_acces_key_id: 'aws_access_key_id',
    credentials_process: 'credential_process',
    sso_startUrl: 'sso_start_url',
    aws_secret_key: undefined,
    mfa_device: undefined,
    source_profile: undefined,
    region: undefined,
    regoin: 'region',
    endpoint_ulr: 'endpoint_url',
    mfa_seral: 'mfa_serial',
    max_attempt: 'max_attempts',
    'ca-bundle': 'ca_bundle',
    use_fips_endpiont: 'use_fips_endpoint',
    cli_pager: undefined,
    sso_registration_scopes: undefined,
    granted_sso_region: undefined,
    x_principal_arn: undefined,
    defaults_mode: undefined,
    output: undefined,
    s3: undefined,
    '': undefined,
    aws_account_id: undefined,
    vpc_region: undefined,
    aws_region: 'region',
    AWS_Region: 'region',
    session_token: 'aws_session_token',
    aws_security_token: undefined,
    sso_auth_region: undefined,
    parent_profile: undefined,
    include_profile: undefined,
    regions: undefined,
    sso_acount_id: 'sso_account_id',
    mfa_serail: 'mfa_serial',
    sso_sesion: 'sso_session',
    ss3: undefined,
  };
  for (const [name, meant] of Object.entries(cases)) {
    it(`${JSON.stringify(name)} looks like ${meant}`, () => assert.equal(optionMeant(name), meant));
  }
});
