import assert from 'node:assert/strict';
import { type ConnectionSettings, readSettings } from '../../../../src/aws/clients/settings';
import type { Target } from '../../../../src/core/model/target';
import { withFiles } from '../profiles/fixtures';

const profile = (name: string, endpoint?: string): Target => ({
  source: { kind: 'profile', name },
  region: 'eu-west-1',
  ...(endpoint !== undefined && { endpoint }),
});
const environment: Target = { source: { kind: 'environment' }, region: 'eu-west-1' };
const sample: Target = { source: { kind: 'sample' }, region: 'eu-west-1', endpoint: 'http://sandbox' };

const config = `
[default]
endpoint_url = http://default
retry_mode = adaptive
[profile plain]
[profile mine]
region = eu-north-1
endpoint_url = http://mine
max_attempts = 7
retry_mode = adaptive
use_dualstack_endpoint = true
sdk_ua_app_id = mine
[profile services]
services = local
endpoint_url = http://all
[profile fips]
use_fips_endpoint = True
max_attempts = many
[profile ignoring]
endpoint_url = http://ignored
ignore_configured_endpoint_urls = true
[profile with spaces]
[profile "with blanks"]
endpoint_url: http://blanks
[services local]
redshift =
  endpoint_url = http://redshift
sts =
  endpoint_url = http://sts
`;

describe('the settings of a target', () => {
  const least = {
    region: 'eu-west-1',
    roleRegion: 'eu-west-1',
    maxAttempts: 4,
    retryMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  };
  const cases: readonly (readonly [string, Target, Readonly<Record<string, string>>, Partial<ConnectionSettings>])[] = [
    ['nothing set', profile('plain'), {}, { profile: 'plain' }],
    [
      'nothing set, and AWS_PROFILE names another profile',
      profile('plain'),
      { AWS_PROFILE: 'mine' },
      { profile: 'plain' },
    ],
    ['a profile that is not there', profile('nowhere'), { AWS_PROFILE: 'mine' }, { profile: 'nowhere' }],
    [
      'all set',
      profile('mine'),
      {},
      {
        profile: 'mine',
        roleRegion: 'eu-north-1',
        endpoint: 'http://mine',
        stsEndpoint: 'http://mine',
        maxAttempts: 7,
        retryMode: 'adaptive',
        useDualstackEndpoint: true,
        appId: 'mine',
      },
    ],
    [
      'the environment over the profile',
      profile('mine'),
      {
        AWS_MAX_ATTEMPTS: '2',
        AWS_RETRY_MODE: 'standard',
        AWS_USE_DUALSTACK_ENDPOINT: 'false',
        AWS_ENDPOINT_URL: 'http://env',
        AWS_SDK_UA_APP_ID: 'env',
      },
      {
        profile: 'mine',
        roleRegion: 'eu-north-1',
        endpoint: 'http://env',
        stsEndpoint: 'http://env',
        maxAttempts: 2,
        appId: 'env',
      },
    ],
    [
      'a services section',
      profile('services'),
      {},
      { profile: 'services', endpoint: 'http://redshift', stsEndpoint: 'http://sts' },
    ],
    [
      'Redshift’s endpoint alone',
      profile('plain'),
      { AWS_ENDPOINT_URL_REDSHIFT: 'http://r' },
      { profile: 'plain', endpoint: 'http://r' },
    ],
    [
      'STS’s endpoint alone',
      profile('plain'),
      { AWS_ENDPOINT_URL_STS: 'http://s' },
      { profile: 'plain', stsEndpoint: 'http://s' },
    ],
    [
      'the target’s endpoint',
      profile('services', 'http://t'),
      {},
      { profile: 'services', endpoint: 'http://t', stsEndpoint: 'http://sts' },
    ],
    ['endpoints that are to be ignored', profile('ignoring'), {}, { profile: 'ignoring' }],
    ['a value that makes no sense', profile('fips'), {}, { profile: 'fips', useFipsEndpoint: true }],
    [
      'a name that the SDK’s parser does not read',
      profile('with blanks'),
      {},
      { profile: 'with blanks', endpoint: 'http://blanks', stsEndpoint: 'http://blanks' },
    ],
    [
      'the environment, with the default profile’s settings',
      environment,
      {},
      { endpoint: 'http://default', stsEndpoint: 'http://default', retryMode: 'adaptive' },
    ],
    [
      'the environment, with the settings of the profile it names',
      environment,
      { AWS_PROFILE: 'fips' },
      { useFipsEndpoint: true },
    ],
    [
      'the sample, whatever is set',
      sample,
      { AWS_USE_FIPS_ENDPOINT: 'true', AWS_ENDPOINT_URL: 'http://env', AWS_MAX_ATTEMPTS: '1', AWS_PROFILE: 'mine' },
      { endpoint: 'http://sandbox', stsEndpoint: 'http://sandbox' },
    ],
  ];

  it('that lead to hosts that may not be there, and where they are', async () => {
    const faults = [
      [profile('fips'), {}, { name: 'use_fips_endpoint', line: 17 }],
      [profile('mine'), {}, { name: 'use_dualstack_endpoint', line: 11 }],
      [
        profile('mine'),
        { AWS_USE_FIPS_ENDPOINT: 'true' },
        { name: 'use_fips_endpoint', variable: 'AWS_USE_FIPS_ENDPOINT' },
      ],
      [profile('plain'), {}, undefined],
    ] as const;
    for (const [target, variables, expected] of faults) {
      const { hostFault } = await withFiles({ config }, () => readSettings(target), variables);
      const { file: _, kind: __, chain: ___, ...rest } = hostFault ?? {};
      assert.deepEqual(hostFault && rest, expected);
    }
  });

  for (const [title, target, variables, expected] of cases) {
    it(title, async () => {
      const { hostFault: _, ...settings } = await withFiles({ config }, () => readSettings(target), variables);
      assert.deepEqual(settings, { ...least, ...expected });
    });
  }
});
