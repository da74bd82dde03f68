import { realpath } from 'node:fs/promises';
import type {
  ConfigProblem,
  EnvironmentCredentials,
  NamedProfile,
  Profile,
  ProfileKind,
  ProfileList,
  WatchedFiles,
} from '../../core/model/aws';
import { ProblemError } from '../../core/model/problem';
import { isRegionId } from '../../core/model/regionId';
import type { CredentialSource } from '../../core/model/target';
import { planProfile } from './chain';
import { configuredEndpoint } from './endpoint';
import { environmentKind, environmentProfile, profileVariable, regionVariable } from './environment';
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
  const named = namedProfile();
  const initial = initialSource(profiles, environment, named);
  return {
    profiles,
    ...(environment && { environment }),
    ...(initial && { initial }),
    ...(named && { named }),
    problems: [...files.problems, ...environmentProblems(files, named)],
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
  const region = values['region'] || environmentRegion();
  const endpoint = configuredEndpoint('redshift', values, files.services);
  return {
    name,
    kind: kindOf(name, files),
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

function kindOf(name: string, files: SharedFiles): ProfileKind {
  try {
    return planProfile(name, files).how.kind;
  } catch (error) {
    return error instanceof ProblemError ? 'broken' : 'incomplete';
  }
}

/** Undefined also for what is no Region: a problem says so. */
function environmentRegion(): string | undefined {
  const region = process.env[regionVariable(process.env) ?? ''];
  return region !== undefined && isRegionId(region) ? region : undefined;
}

function namedProfile(): NamedProfile | undefined {
  const variable = profileVariable(process.env);
  const name = environmentProfile(process.env);
  return variable === undefined || name === undefined ? undefined : { name, variable };
}

function environmentProblems({ paths, profiles }: SharedFiles, named: NamedProfile | undefined): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (named !== undefined && !profiles.has(named.name)) {
    problems.push({ file: paths.config, kind: 'noSuchProfile', text: named.name, variable: named.variable });
  }
  const variable = regionVariable(process.env);
  if (variable !== undefined && environmentRegion() === undefined) {
    problems.push({ file: paths.config, kind: 'badRegion', text: process.env[variable] ?? '', variable });
  }
  return problems;
}

/** Region and endpoint that the environment leaves open come from the profile that the AWS tools would read. */
function environmentCredentials(files: SharedFiles): EnvironmentCredentials | undefined {
  if (environmentKind(process.env) === undefined) {
    return undefined;
  }
  const values = files.profiles.get(environmentProfile(process.env) ?? 'default') ?? {};
  const region = environmentRegion() ?? values['region'];
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
  named: NamedProfile | undefined,
): CredentialSource | undefined {
  if (environmentKind(process.env) === 'keys') {
    return { kind: 'environment' };
  }
  const name = named?.name ?? 'default';
  const profile = profiles.find(candidate => candidate.name === name);
  if (environment && named === undefined && (profile?.kind ?? 'incomplete') === 'incomplete') {
    return { kind: 'environment' };
  }
  return profile && { kind: 'profile', name };
}
