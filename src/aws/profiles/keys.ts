import type { ConfigProblem } from '../../core/model/aws';
import { HIDDEN_TEXT, type IniSection } from './ini';
import { valuesOf } from './profileMap';
import type { SharedFiles } from './sharedFiles';

/** The shared file that a profile's own keys stand in. */
export type KeysFile = 'credentials' | 'config';

export interface ProfileKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The AWS CLI reads the older name first. */
const TOKEN_OPTIONS: readonly string[] = ['aws_security_token', 'aws_session_token'];
const KEY_OPTIONS: readonly string[] = ['aws_access_key_id', 'aws_secret_access_key', ...TOKEN_OPTIONS];

/** A profile's keys and their token in one of the files. Absent ones are empty: the other file's never belong to them. */
export function keysIn(files: SharedFiles, file: KeysFile, profile: string): ProfileKeys {
  const section = sectionIn(files, file, profile);
  const values = section === undefined ? {} : valuesOf(section);
  const sessionToken = TOKEN_OPTIONS.map(option => values[option]).find(Boolean);
  return {
    accessKeyId: values['aws_access_key_id'] ?? '',
    secretAccessKey: values['aws_secret_access_key'] ?? '',
    ...(sessionToken && { sessionToken }),
  };
}

export interface BrokenKey {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** The first option whose value cannot be a key: a pasted sign that nobody sees, quotes, a line break in its middle. */
export function brokenKey(files: SharedFiles, file: KeysFile, profile: string): BrokenKey | undefined {
  const section = sectionIn(files, file, profile);
  const options = section === undefined ? [] : [...section.options];
  // Lines that say nothing, or what no option is called, are the rest of what stands above them.
  const rests = new Set([
    ...files.problems.filter(isRest).map(problem => (problem.file === files.paths[file] ? problem.line : undefined)),
    ...options
      .filter(([name, { values }]) => /[/+]/.test(name) || values[0]?.startsWith('='))
      .map(([, { line }]) => line),
  ]);
  const broken = options.find(
    ([name, { line, values }]) =>
      KEY_OPTIONS.includes(name) && (!isKeyText(values.join('\n').trimEnd()) || rests.has(line + 1)),
  );
  return broken && { name: broken[0], file: files.paths[file], line: broken[1].line };
}

/** Whether each member can be a key, in an answer that says where credentials come from. */
export function areKeyTexts({ accessKeyId, secretAccessKey, sessionToken = '' }: ProfileKeys): boolean {
  return accessKeyId !== '' && secretAccessKey !== '' && isKeyText(accessKeyId + secretAccessKey + sessionToken);
}

/** What an HTTP header can hold, without spaces and quotes. */
export function isKeyText(text: string): boolean {
  return /^[!#-&(-~]*$/.test(text);
}

function isRest({ kind, text }: ConfigProblem): boolean {
  return kind === 'syntax' && text === HIDDEN_TEXT;
}

function sectionIn({ sections }: SharedFiles, file: KeysFile, profile: string): IniSection | undefined {
  return (file === 'config' ? sections.config.profile : sections.credentials).get(profile);
}
