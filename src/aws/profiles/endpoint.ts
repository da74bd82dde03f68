import { withoutPassword } from '../../core/model/target';
import { faultError } from '../failures/signInErrors';
import { locationOf } from './location';
import type { OptionValues } from './profileMap';
import type { SharedFiles } from './sharedFiles';

type Environment = Readonly<Record<string, string | undefined>>;
type Service = 'redshift' | 'sts' | 'sso' | 'sso_oidc';

interface EndpointSetting {
  readonly url: string;
  readonly from: { readonly variable: string } | 'services' | 'profile';
}

/**
 * The endpoint that the environment or a profile sets for a service, in the order of the AWS SDKs and Tools reference:
 * AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services` section, the profile's `endpoint_url`. None
 * where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or `ignore_configured_endpoint_urls` is true.
 */
export function configuredEndpoint(
  service: Service,
  values: OptionValues,
  services: ReadonlyMap<string, OptionValues>,
): string | undefined {
  return settingOf(service, values, services, process.env)?.url;
}

/** The same for sending to it. Throws a ProblemError that says where it is set, if that is no address of a server. */
export function usableEndpoint(service: Service, profile: string, files: SharedFiles): string | undefined {
  const values = files.profiles.get(profile) ?? {};
  const setting = settingOf(service, values, files.services, process.env);
  if (setting === undefined || isEndpoint(setting.url)) {
    return setting?.url;
  }
  const { from } = setting;
  const chain = [profile];
  if (typeof from === 'object') {
    throw faultError({ kind: 'badEndpoint', name: from.variable, chain, variable: from.variable });
  }
  const location =
    from === 'services'
      ? locationOf(files, 'services', values['services'] ?? '', service)
      : locationOf(files, 'profile', profile, 'endpoint_url');
  throw faultError({ kind: 'badEndpoint', name: 'endpoint_url', chain, ...location });
}

/** With a scheme: the SDK takes the host of `localhost:4566` for one, and its port for the host. */
export function isEndpoint(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
}

/** Whatever is made of it: a password in it goes no further. */
function settingOf(...given: Parameters<typeof writtenSetting>): EndpointSetting | undefined {
  const setting = writtenSetting(...given);
  return setting && { ...setting, url: withoutPassword(setting.url) };
}

function writtenSetting(
  service: Service,
  values: OptionValues,
  services: ReadonlyMap<string, OptionValues>,
  env: Environment,
): EndpointSetting | undefined {
  if (isTrue(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? values['ignore_configured_endpoint_urls'])) {
    return undefined;
  }
  const variable = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL'].find(name => env[name]);
  if (variable !== undefined) {
    return { url: env[variable] ?? '', from: { variable } };
  }
  const own = services.get(values['services'] ?? '')?.[`${service}.endpoint_url`];
  if (own) {
    return { url: own, from: 'services' };
  }
  return values['endpoint_url'] ? { url: values['endpoint_url'], from: 'profile' } : undefined;
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
