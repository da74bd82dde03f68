import { realpath } from 'node:fs/promises';
import type { EnvironmentCredentials, Profile, ProfileList, WatchedFiles } from '../../core/aws';
import type { CredentialSource } from '../../core/target';
import { configuredEndpoint } from './endpoint';
import { environmentKind, environmentProfile, environmentRegion } from './environment';
import { kindOfProfile } from './kinds';
import { loadSharedFiles, type SharedFiles, type SharedPaths, tokenFolder } from './sharedFiles';

/**
 * The profiles of this machine, without any of their secrets.
 *
 * Region: whoever chooses a profile in a list means the profile's own Region, so that comes first; the environment's
 * (AWS_REGION, then AWS_DEFAULT_REGION) fills in. For the AWS CLI and the SDKs, which are told by the environment what to
 * use, it is the other way round.
 */
export async function readProfiles(): Promise<ProfileList> {
  const files = await loadSharedFiles();
  const profiles = [...files.profiles.keys()].map(name => profileOf(name, files));
  const environment = environmentCredentials(files);
  const initial = initialSource(profiles, environment);
  return {
    profiles,
    ...(environment && { environment }),
    ...(initial && { initial }),
    problems: files.problems,
    files: files.paths,
    watched: await watchedFiles(files.paths, profiles),
  };
}

async function watchedFiles(paths: SharedPaths, profiles: readonly Profile[]): Promise<WatchedFiles> {
  const files = Object.values(paths);
  const targets = await Promise.all(files.map(file => realpath(file).catch(() => file)));
  const watched = { files: [...new Set([...files, ...targets])] };
  return profiles.some(({ kind }) => kind === 'sso') ? { ...watched, tokens: tokenFolder() } : watched;
}

function profileOf(name: string, files: SharedFiles): Profile {
  const values = files.profiles.get(name) ?? {};
  const region = values['region'] || environmentRegion(process.env);
  const endpoint = configuredEndpoint('redshift', values, files.services);
  return {
    name,
    kind: kindOfProfile(values, files.ssoSessions),
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

/** Region and endpoint that the environment leaves open come from the profile that the AWS tools would read. */
function environmentCredentials(files: SharedFiles): EnvironmentCredentials | undefined {
  if (environmentKind(process.env) === undefined) {
    return undefined;
  }
  const values = files.profiles.get(environmentProfile(process.env) ?? 'default') ?? {};
  const region = environmentRegion(process.env) ?? values['region'];
  const endpoint = configuredEndpoint('redshift', values, files.services);
  return { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
}

/**
 * Keys in the environment, else the profile that it names, else `default`, else other credentials of the environment. A
 * name that no file knows chooses nothing: another profile than the one meant must not be used.
 */
function initialSource(
  profiles: readonly Profile[],
  environment: EnvironmentCredentials | undefined,
): CredentialSource | undefined {
  if (environmentKind(process.env) === 'keys') {
    return { kind: 'environment' };
  }
  const named = environmentProfile(process.env);
  const name = named ?? 'default';
  const profile = profiles.find(candidate => candidate.name === name);
  if (environment && named === undefined && (profile?.kind ?? 'incomplete') === 'incomplete') {
    return { kind: 'environment' };
  }
  return profile && { kind: 'profile', name };
}
