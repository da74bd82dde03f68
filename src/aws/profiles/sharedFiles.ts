import { join } from 'node:path';
import { getHomeDir, loadSharedConfigFiles, parseKnownFiles, readFile } from '@smithy/shared-ini-file-loader';
import type { ConfigProblem } from '../../core/aws';
import { expandPath } from './expandPath';
import { type IniFile, parseIni } from './ini';
import { misspeltOptions } from './misspelt';
import { mapProfiles, type OptionValues, type ProfileMap } from './profileMap';

/** The shared config and credentials files of this machine, as they are now. Holds secrets: stays inside the aws layer. */
export interface SharedFiles extends ProfileMap {
  readonly paths: SharedPaths;
  readonly problems: readonly ConfigProblem[];
  /** Both files section by section, with the lines that everything stands in. */
  readonly ini: { readonly config: IniFile; readonly credentials: IniFile };
  /** What the SDK's own, simpler parser makes of them. */
  readonly sdkProfiles: Awaited<ReturnType<typeof parseKnownFiles>>;
}

export interface SharedPaths {
  readonly config: string;
  readonly credentials: string;
}

/** Where the files are: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, `~` and `$NAME` in them expanded as by the AWS CLI. */
export function sharedPaths(): SharedPaths {
  const { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials } = process.env;
  return {
    config: config ? expandPath(config) : join(getHomeDir(), '.aws', 'config'),
    credentials: credentials ? expandPath(credentials) : join(getHomeDir(), '.aws', 'credentials'),
  };
}

/** Where the AWS CLI and the SDKs keep what a sign-in has given. */
export function tokenFolder(): string {
  return join(getHomeDir(), '.aws', 'sso', 'cache');
}

/** Reads both files anew. A missing or broken file is a problem in the answer, not an error. */
export async function loadSharedFiles(): Promise<SharedFiles> {
  const paths = sharedPaths();
  const options = { filepath: paths.credentials, configFilepath: paths.config };
  // Fills the SDK's cache of files, from which everything below (and the SDK's own settings) then comes.
  await loadSharedConfigFiles({ ...options, ignoreCache: true });
  const [sdkProfiles, config, credentials] = await Promise.all([
    parseKnownFiles(options),
    readIni(paths.config, 'AWS_CONFIG_FILE'),
    readIni(paths.credentials, 'AWS_SHARED_CREDENTIALS_FILE'),
  ]);
  const map = mapProfiles(config.ini, credentials.ini);
  const problems = [config.problem, credentials.problem].filter(problem => problem !== undefined);
  const isOneMissing = problems.filter(problem => problem.kind === 'missing').length === 1;
  const isChoice = ({ kind, text }: ConfigProblem): boolean => kind === 'missing' && isOneMissing && text === 'ENOENT';
  return {
    ...map,
    profiles: withSdkValues(map.profiles, sdkProfiles),
    paths,
    ini: { config: config.ini, credentials: credentials.ini },
    sdkProfiles,
    problems: [
      // Credentials alone, or settings alone, are a choice; a file that a variable names is not.
      ...problems.filter(problem => !isChoice(problem)),
      ...config.ini.problems.map(problem => ({ ...problem, file: paths.config })),
      ...credentials.ini.problems.map(problem => ({ ...problem, file: paths.credentials })),
      ...misspeltOptions(map, paths.config, config.ini, true),
      ...misspeltOptions(map, paths.credentials, credentials.ini, false),
    ],
  };
}

interface ReadFile {
  readonly ini: IniFile;
  readonly problem?: ConfigProblem;
}

/** `variable` names the file, where it is set. */
async function readIni(file: string, variable: string): Promise<ReadFile> {
  let text: string;
  try {
    text = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'Error';
    const problem: ConfigProblem =
      code === 'ENOENT'
        ? { file, kind: 'missing', text: process.env[variable] ? variable : code }
        : { file, kind: 'unreadable', text: code };
    return { ini: EMPTY, problem };
  }
  const ini = parseIni(text);
  // What is not UTF-8 was read as U+FFFD; the AWS CLI refuses it.
  const line = text.split(/\r\n|\r|\n/).findIndex(line => line.includes('\uFFFD'));
  return line < 0 ? { ini } : { ini, problem: { file, line: line + 1, kind: 'unreadable', text: 'UTF-8' } };
}

const EMPTY: IniFile = { sections: [], problems: [] };

/** What the SDK reads is what it will act on; the CLI's reading adds what the SDK's parser loses. */
function withSdkValues(
  profiles: ReadonlyMap<string, OptionValues>,
  sdkProfiles: SharedFiles['sdkProfiles'],
): ReadonlyMap<string, OptionValues> {
  return new Map(
    [...profiles].map(([name, values]) => [
      name,
      { ...values, ...definedValues(sdkProfiles[name]), ...asWritten(values) },
    ]),
  );
}

/** The SDK's parser takes a `#` in a command for the beginning of a comment. */
function asWritten({ credential_process: command }: OptionValues): OptionValues {
  return command === undefined ? {} : { credential_process: command };
}

function definedValues(values: Readonly<Record<string, string | undefined>> = {}): OptionValues {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) {
      defined[name] = value;
    }
  }
  return defined;
}
