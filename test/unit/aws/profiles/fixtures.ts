import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigProblem } from '../../../../src/core/model/aws';
import { withEnvironment } from '../support';

export interface Fixture {
  readonly title: string;
  /** Absent: there is no such file. */
  readonly config?: string | Uint8Array;
  readonly credentials?: string | Uint8Array;
  /** Names in the order of the list. Where there are problems, the AWS CLI lists nothing at all. */
  readonly names: readonly string[];
  readonly problems?: readonly FixtureProblem[];
  /** What the AWS CLI ignores without a word. */
  readonly ignored?: readonly FixtureProblem[];
}

type FixtureProblem = Pick<ConfigProblem, 'line' | 'kind'> & { readonly in: 'config' | 'credentials' };

const BYTE_ORDER_MARK = '\uFEFF';

/** Files as they are found on people's machines. */
export const fixtures: readonly Fixture[] = [
  {
    title: 'both files, the config file’s first',
    config: '[profile beta]\nregion = eu-west-1\n[default]\nregion = us-east-1\n[profile alpha]\noutput = json\n',
    credentials: '[alpha]\naws_access_key_id = X\n[gamma]\naws_access_key_id = X\n[default]\naws_access_key_id = X\n',
    names: ['beta', 'default', 'alpha', 'gamma'],
  },
  {
    title: 'only a credentials file',
    credentials: '[default]\naws_access_key_id = X\n',
    names: ['default'],
  },
  {
    title: 'comments, blank lines, indentation, Windows line ends',
    config: [
      '# [profile no]',
      '; [profile neither]',
      '',
      '  [profile indented] # a comment',
      '\tregion = eu-west-1   ; another',
      '',
      '[profile spaced] ; [profile not-this]',
      'region=eu-west-2',
      '  [profile continued]',
      '  region = a value goes on while it is indented',
      '#',
      '[profile empty]',
    ].join('\r\n'),
    names: ['indented', 'empty'],
    ignored: [
      { in: 'config', kind: 'ignoredSection', line: 7 },
      { in: 'config', kind: 'indentedSection', line: 9 },
    ],
  },
  {
    title: 'a duration that Python takes for no number, and two that it takes for one',
    config: [
      '[profile a]\nduration_seconds = 3600.0',
      '[profile b]\nduration_seconds =',
      '[profile c]\nduration_seconds = +3_600',
      '[profile d]\nduration_seconds = ٣٦٠٠',
      '[profile e]\nduration_seconds = 1h\n',
    ].join('\n'),
    names: ['a', 'b', 'c', 'd', 'e'],
    ignored: [
      { in: 'config', kind: 'ignoredValue', line: 2 },
      { in: 'config', kind: 'ignoredValue', line: 4 },
      { in: 'config', kind: 'ignoredValue', line: 10 },
    ],
  },
  {
    title: 'headers that are indented below an option',
    config: '[default]\nregion = eu-west-1\n\n  # mine\n  [profile p]\n  [default]\n  ["a"]\n',
    credentials: '[alpha]\noutput = json\n [beta]\n aws_access_key_id = X\n',
    names: ['default', 'alpha'],
    ignored: [
      { in: 'config', kind: 'indentedSection', line: 5 },
      { in: 'config', kind: 'indentedSection', line: 6 },
      { in: 'credentials', kind: 'indentedSection', line: 3 },
    ],
  },
  {
    title: 'line ends of old',
    config: '[profile alpha]\rregion = eu-west-1\r# a comment\r[profile beta]\r',
    names: ['alpha', 'beta'],
  },
  {
    title: 'quoted, spaced and foreign names',
    config: [
      '[profile "with spaces"]',
      "[profile 'single quotes']",
      '[profile back\\ slash]',
      '[profile "a \\"quoted\\" word"]',
      '[profile  two-blanks]',
      '[profile\ttab]',
      '[profile zürich]',
      '[profile a.b-c_d/e:f@g+h%]',
      '[profile not one word]',
      '[profile "never closed]',
      '[profile ""]',
      '',
    ].join('\n'),
    names: [
      'with spaces',
      'single quotes',
      'back slash',
      'a "quoted" word',
      'two-blanks',
      'tab',
      'zürich',
      'a.b-c_d/e:f@g+h%',
      '',
    ],
    ignored: [
      { in: 'config', kind: 'ignoredSection', line: 9 },
      { in: 'config', kind: 'ignoredSection', line: 10 },
    ],
  },
  {
    title: 'sections that are no profiles, and some that are one only in one of the files',
    config:
      '[DEFAULT]\nregion = x\n[plugins]\n[alpha]\n[ profile beta ]\n[sso-session s]\n[services v]\n[profile]\n[profilex y]\n',
    credentials: '[DEFAULT]\nregion = x\n[profile alpha]\n[ spaced ]\n[sso-session s]\n[delta] x\n',
    names: ['y', 'profile alpha', ' spaced ', 'sso-session s', 'delta'],
    ignored: [4, 5, 8].map(line => ({ in: 'config', kind: 'ignoredSection', line })),
  },
  {
    title: 'headers that look like a profile’s and are none',
    config: [
      '[Profile Dev]',
      'region = eu-west-1',
      '[dev]',
      'Role_Arn = r',
      '[profile a] [old]',
      '[sso_session s]',
      'sso_start_url = u',
      '[plugins]',
      'endpoint = awscli_plugin_endpoint',
      '[profile kept] # a comment',
    ].join('\n'),
    names: ['kept'],
    ignored: [1, 3, 5, 6].map(line => ({ in: 'config', kind: 'ignoredSection', line })),
  },
  {
    title: 'blocks of settings, colons, one profile under two headers',
    config:
      '[default]\ns3 =\n  endpoint_url = http://x\n\n  other = y\nregion: eu-west-1\n[profile default]\n[profile "default"]\n',
    names: ['default'],
    ignored: [1, 7].map(line => ({ in: 'config', kind: 'replacedSection', line })),
  },
  {
    title: 'a byte order mark',
    config: `${BYTE_ORDER_MARK}[default]\nregion = eu-west-1\n[profile alpha]\n`,
    names: ['default', 'alpha'],
    problems: [{ in: 'config', kind: 'noSection', line: 1 }],
  },
  {
    title: 'a section twice',
    config: '[profile alpha]\nregion = eu-west-1\n[profile beta]\n\n[profile alpha]\noutput = json\n',
    credentials: '[gamma]\n[gamma]\n',
    names: ['alpha', 'beta', 'gamma'],
    problems: [
      { in: 'config', kind: 'duplicateSection', line: 5 },
      { in: 'credentials', kind: 'duplicateSection', line: 2 },
    ],
  },
  {
    title: 'settings before the first section',
    config: '# mine\nregion = eu-west-1\noutput = json\n[default]\n',
    names: ['default'],
    problems: [{ in: 'config', kind: 'noSection', line: 2 }],
  },
  {
    title: 'lines that are no settings',
    config:
      '[default]\nregion eu-west-1\n= x\noutput = json\nOUTPUT = text\ns3 =\n  nothing\n[profile alpha\n[profile beta]\n',
    names: ['default', 'beta'],
    problems: [
      { in: 'config', kind: 'syntax', line: 2 },
      { in: 'config', kind: 'syntax', line: 3 },
      { in: 'config', kind: 'syntax', line: 5 },
      { in: 'config', kind: 'syntax', line: 6 },
      { in: 'config', kind: 'syntax', line: 8 },
    ],
  },
  {
    title: 'another encoding than UTF-8',
    config: Buffer.from('[default]\n# caf\xe9\n[profile alpha]\n', 'latin1'),
    names: ['default', 'alpha'],
    problems: [{ in: 'config', kind: 'unreadable', line: 2 }],
  },
];

export interface Files {
  readonly config: string;
  readonly credentials: string;
  readonly folder: string;
  remove(): void;
}

/** Writes the files into a folder of their own. */
export function writeFiles(files: Pick<Fixture, 'config' | 'credentials'>): Files {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  for (const name of ['config', 'credentials'] as const) {
    const content = files[name];
    if (content !== undefined) {
      writeFileSync(join(folder, name), content);
    }
  }
  return {
    config: join(folder, 'config'),
    credentials: join(folder, 'credentials'),
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Runs with these as the only shared files, and with exactly the AWS_* variables that point at them and `more`. */
export async function withFiles<T>(
  contents: Pick<Fixture, 'config' | 'credentials'>,
  work: (files: Files) => Promise<T>,
  more: Readonly<Record<string, string>> = {},
): Promise<T> {
  const files = writeFiles(contents);
  const variables = { AWS_CONFIG_FILE: files.config, AWS_SHARED_CREDENTIALS_FILE: files.credentials, ...more };
  try {
    return await withEnvironment(variables, () => work(files));
  } finally {
    files.remove();
  }
}
