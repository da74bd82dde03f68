import { NODE_APP_ID_CONFIG_OPTIONS } from '@aws-sdk/core/client';
import type { LoadedConfigSelectors } from '@smithy/core/config';
import { NODE_MAX_ATTEMPT_CONFIG_OPTIONS, NODE_RETRY_MODE_CONFIG_OPTIONS } from '@smithy/core/retry';
import type { ProfileFault } from '../../core/model/profileFault';
import type { Target } from '../../core/model/target';
import { checkRegion } from '../profiles/chain';
import { isEndpoint, usableEndpoint } from '../profiles/endpoint';
import { environmentProfile } from '../profiles/environment';
import { locationOf } from '../profiles/location';
import type { OptionValues } from '../profiles/profileMap';
import { loadSharedFiles, type SharedFiles } from '../profiles/sharedFiles';
import { readCertificates } from './certificates';

/** Attempts at reading where neither the environment nor the profile says: a throttled account gets a second longer. */
const DEFAULT_ATTEMPTS = 4;

/** What the clients of a target need to know, apart from credentials. */
export interface ConnectionSettings {
  /** The chosen profile; absent for the environment (the SDK's own choice) and for the sample. */
  readonly profile?: string;
  readonly region: string;
  /** Redshift's, where it is not AWS's own. */
  readonly endpoint?: string;
  /** STS's, where it is not AWS's own. */
  readonly stsEndpoint?: string;
  /** The Region to assume roles in: the profile's own, else the target's. */
  readonly roleRegion: string;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** `sdk_ua_app_id`: what is asked is known by it in the account's trail. */
  readonly appId?: string;
  /** Whom to trust, where AWS_CA_BUNDLE or `ca_bundle` adds to those that Node.js knows. */
  readonly certificates?: readonly string[];
  /** What may be why there is no such host, and where it is set. */
  readonly hostFault?: ProfileFault;
  /** Milliseconds; for tests. */
  readonly requestTimeout?: number;
}

const DEFAULTS = {
  maxAttempts: DEFAULT_ATTEMPTS,
  retryMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
} as const;

/**
 * Settings of the *chosen* profile, from the environment and the shared files as the SDK reads them, anew. The sample is
 * the embedded sandbox: nothing of this machine's configuration applies to it.
 */
export async function readSettings(target: Target): Promise<ConnectionSettings> {
  const { source, region } = target;
  switch (source.kind) {
    case 'sample':
      return { ...DEFAULTS, ...endpoints(target.endpoint, target.endpoint), region, roleRegion: region };
    case 'environment':
      return {
        ...(await readValues(environmentProfile(process.env) ?? 'default', target)).settings,
        region,
        roleRegion: region,
      };
    case 'profile': {
      const { settings, profileRegion } = await readValues(source.name, target);
      return { ...settings, profile: source.name, region, roleRegion: profileRegion ?? region };
    }
    default:
      return source satisfies never;
  }
}

async function readValues(profile: string, target: Target) {
  const files = await loadSharedFiles();
  if (target.source.kind === 'profile') {
    checkRegion(profile, files);
  }
  const values = files.profiles.get(profile) ?? {};
  const certificates = await readCertificates(profile, files);
  const configured = usableEndpoint('redshift', profile, files);
  const redshift = target.endpoint !== undefined && isEndpoint(target.endpoint) ? target.endpoint : configured;
  const appId = select(NODE_APP_ID_CONFIG_OPTIONS, values);
  const settings = {
    ...endpoints(redshift, usableEndpoint('sts', profile, files)),
    ...(certificates && { certificates }),
    ...(appId !== undefined && { appId }),
    maxAttempts: select(NODE_MAX_ATTEMPT_CONFIG_OPTIONS, values) ?? DEFAULTS.maxAttempts,
    retryMode: select(NODE_RETRY_MODE_CONFIG_OPTIONS, values) ?? DEFAULTS.retryMode,
    useFipsEndpoint: isOn('use_fips_endpoint', values),
    useDualstackEndpoint: isOn('use_dualstack_endpoint', values),
  };
  const hostFault = hostFaultOf(settings, profile, files);
  return { settings: { ...settings, ...(hostFault && { hostFault }) }, profileRegion: values['region'] };
}

function hostFaultOf(
  { useFipsEndpoint, useDualstackEndpoint }: Pick<ConnectionSettings, 'useFipsEndpoint' | 'useDualstackEndpoint'>,
  profile: string,
  files: SharedFiles,
): ProfileFault | undefined {
  if (!useFipsEndpoint && !useDualstackEndpoint) {
    return undefined;
  }
  const name = useFipsEndpoint ? 'use_fips_endpoint' : 'use_dualstack_endpoint';
  const variable = variableOf(name);
  const location = process.env[variable] ? { variable } : locationOf(files, 'profile', profile, name);
  return { kind: 'noSuchHost', name, chain: [profile], ...location };
}

/** Where the SDK reads `true` only, the AWS CLI reads `True` as well: whoever asks for FIPS gets it. */
function isOn(name: Switch, values: OptionValues): boolean {
  return (process.env[variableOf(name)] || values[name])?.toLowerCase() === 'true';
}

function variableOf(name: Switch): string {
  return `AWS_${name.toUpperCase()}`;
}

type Switch = 'use_fips_endpoint' | 'use_dualstack_endpoint';

function endpoints(redshift: string | undefined, sts: string | undefined) {
  return { ...(redshift !== undefined && { endpoint: redshift }), ...(sts !== undefined && { stsEndpoint: sts }) };
}

/** The SDK's own reading of one setting: the environment before the profile. A value that makes no sense is passed over. */
function select<T>(selectors: LoadedConfigSelectors<T>, values: OptionValues): T | undefined {
  const attempts = [
    () => selectors.environmentVariableSelector(process.env),
    () => selectors.configFileSelector({ ...values }),
  ];
  for (const attempt of attempts) {
    try {
      const value = attempt();
      if (value !== undefined) {
        return value;
      }
    } catch {
      // E.g. AWS_MAX_ATTEMPTS=many: the SDK goes on to the next place, too.
    }
  }
  return undefined;
}
