import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import type { OptionValues } from './profileMap';
import { loadSharedFiles, type SharedFiles } from './sharedFiles';

/** Where a credential provider of the SDK shall read, and that it shall read anew. */
export interface ProviderFiles {
  readonly filepath: string;
  readonly configFilepath: string;
  readonly ignoreCache: boolean;
}

/** Names of no file: the SDK is handed their contents. */
const RENDERED_CONFIG = 'redshift-snapshots:config';
const RENDERED_CREDENTIALS = 'redshift-snapshots:credentials';

/**
 * The files for a profile. The SDK's parser loses what the AWS CLI reads well: names with spaces or letters beyond ASCII,
 * `:` as delimiter, option names in upper case. For a profile that depends on such a thing the SDK gets the same values in
 * a form that it understands, in memory.
 */
export async function profileFiles(name: string): Promise<ProviderFiles> {
  const files = await loadSharedFiles();
  if (!chainOf(name, files).some(link => isLost(link, files))) {
    return { filepath: files.paths.credentials, configFilepath: files.paths.config, ignoreCache: true };
  }
  externalDataInterceptor.interceptFile(RENDERED_CONFIG, render(files));
  externalDataInterceptor.interceptFile(RENDERED_CREDENTIALS, '');
  return { filepath: RENDERED_CREDENTIALS, configFilepath: RENDERED_CONFIG, ignoreCache: true };
}

/** The profile and those that it takes its credentials from. */
function chainOf(name: string, files: SharedFiles): readonly string[] {
  const chain: string[] = [];
  let link: string | undefined = name;
  while (link !== undefined && !chain.includes(link)) {
    chain.push(link);
    link = files.profiles.get(link)?.['source_profile'];
  }
  return chain;
}

function isLost(name: string, files: SharedFiles): boolean {
  const known = files.sdkProfiles[name] ?? {};
  return Object.keys(files.profiles.get(name) ?? {}).some(option => known[option] === undefined);
}

function render(files: SharedFiles): string {
  const sections = [
    ...[...files.profiles].map(([name, values]) => renderSection(`profile.${name}`, values)),
    ...[...files.ssoSessions].map(([name, values]) => renderSection(`sso-session.${name}`, values)),
  ];
  return sections.join('\n');
}

function renderSection(header: string, values: OptionValues): string {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${value.replaceAll('\n', ' ')}`);
  return [`[${header}]`, ...lines].join('\n');
}
