import type { IniFile, IniSection } from './ini';
import { shellWords } from './shellWords';

/** Options by name; those of a nested block as `block.name`. */
export type OptionValues = Readonly<Record<string, string>>;

export type SectionGroup = 'profile' | 'sso-session' | 'services';

export interface ProfileMap {
  /** In the order of `aws configure list-profiles`: the config file's, then what only the credentials file has. */
  readonly profiles: ReadonlyMap<string, OptionValues>;
  readonly ssoSessions: ReadonlyMap<string, OptionValues>;
  readonly services: ReadonlyMap<string, OptionValues>;
  /** Where these come from. */
  readonly sections: {
    readonly config: Readonly<Record<SectionGroup, ReadonlyMap<string, IniSection>>>;
    readonly credentials: ReadonlyMap<string, IniSection>;
  };
}

/**
 * The profiles of both files by the rules of botocore's `configloader`: in the config file `[default]` and
 * `[profile <name>]`, quoted as in a shell; in the credentials file every section, by its whole name. Of several sections
 * for one profile the last counts, as a whole. Options of the credentials file win.
 */
export function mapProfiles(config: IniFile, credentials: IniFile): ProfileMap {
  const groups = { profile: new Map(), 'sso-session': new Map(), services: new Map() } as const satisfies Record<
    SectionGroup,
    Map<string, IniSection>
  >;
  for (const section of config.sections) {
    const title = titleOf(section);
    if (title !== undefined) {
      groups[title.group].set(title.name, section);
    }
  }
  const profiles = new Map(valuesByName(groups.profile));
  for (const section of credentials.sections) {
    profiles.set(section.name, { ...profiles.get(section.name), ...valuesOf(section) });
  }
  return {
    profiles,
    ssoSessions: valuesByName(groups['sso-session']),
    services: valuesByName(groups.services),
    sections: {
      config: groups,
      credentials: new Map(credentials.sections.map(section => [section.name, section])),
    },
  };
}

const GROUPS: readonly SectionGroup[] = ['profile', 'sso-session', 'services'];

/** What a section of the config file is about; undefined for one that the AWS tools do not know. */
export function titleOf(section: IniSection): { readonly group: SectionGroup; readonly name: string } | undefined {
  const group = GROUPS.find(prefix => section.name.startsWith(prefix));
  const words = group && shellWords(section.name);
  const [, name] = words ?? [];
  if (group && words?.length === 2 && name !== undefined) {
    return { group, name };
  }
  return section.name === 'default' ? { group: 'profile', name: 'default' } : undefined;
}

export function valuesOf(section: IniSection): OptionValues {
  const values: Record<string, string> = {};
  for (const [name, { values: lines }] of section.options) {
    const [first = '', ...rest] = lines;
    if (first !== '' || rest.every(line => line === '')) {
      values[name] = lines.join('\n').trimEnd();
      continue;
    }
    for (const line of rest.filter(line => line !== '')) {
      const [key = '', ...value] = line.split('=');
      values[`${name}.${key.trim()}`] = value.join('=').trim();
    }
  }
  return values;
}

function valuesByName(sections: ReadonlyMap<string, IniSection>): ReadonlyMap<string, OptionValues> {
  return new Map([...sections].map(([name, section]) => [name, valuesOf(section)]));
}
