import type { OptionValues } from './profileMap';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The endpoint that the environment or a profile sets for a service, in the order of the AWS SDKs and Tools reference:
 * AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services` section, the profile's `endpoint_url`. None
 * where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or `ignore_configured_endpoint_urls` is true.
 */
export function configuredEndpoint(
  service: 'redshift' | 'sts' | 'sso' | 'sso_oidc',
  values: OptionValues,
  services: ReadonlyMap<string, OptionValues>,
  env: Environment = process.env,
): string | undefined {
  if (isTrue(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? values['ignore_configured_endpoint_urls'])) {
    return undefined;
  }
  return (
    env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    env['AWS_ENDPOINT_URL'] ||
    services.get(values['services'] ?? '')?.[`${service}.endpoint_url`] ||
    values['endpoint_url'] ||
    undefined
  );
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
