import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getHomeDir } from '@smithy/shared-ini-file-loader';
import type { ConfigProblem } from '../../core/model/aws';
import { expandPath } from './expandPath';
import { type IniFile, parseIni } from './ini';
import { mapProfiles, type ProfileMap } from './profileMap';
import { sectionProblems } from './sectionProblems';

/** The shared config and credentials files of this machine, as they are now. Holds secrets: stays inside the aws layer. */
export interface SharedFiles extends ProfileMap {
  readonly paths: SharedPaths;
  readonly problems: readonly ConfigProblem[];
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
  const [config, credentials] = await Promise.all([
    readIni(paths.config, 'AWS_CONFIG_FILE'),
    readIni(paths.credentials, 'AWS_SHARED_CREDENTIALS_FILE'),
  ]);
  const map = mapProfiles(config.ini, credentials.ini);
  const problems = [config.problem, credentials.problem].filter(problem => problem !== undefined);
  const isOneMissing = problems.filter(problem => problem.kind === 'missing').length === 1;
  const isChoice = ({ kind, text }: ConfigProblem): boolean => kind === 'missing' && isOneMissing && text === 'ENOENT';
  return {
    ...map,
    paths,
    problems: [
      // Credentials alone, or settings alone, are a choice; a file that a variable names is not.
      ...problems.filter(problem => !isChoice(problem)),
      ...config.ini.problems.map(problem => ({ ...problem, file: paths.config })),
      ...credentials.ini.problems.map(problem => ({ ...problem, file: paths.credentials })),
      ...sectionProblems(map, paths, { config: config.ini, credentials: credentials.ini }),
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
    text = await readFile(file, 'utf8');
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

const EMPTY: IniFile = { sections: [], problems: [], indented: [] };
