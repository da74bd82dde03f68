import type { ConfigProblem } from '../../core/model/aws';
import type { IniFile, IniSection } from './ini';
import { credentialOptions, optionMeant, settingOptions } from './options';
import { type ProfileMap, titleOf } from './profileMap';
import { wholeNumber } from './wholeNumber';

type Files<Value> = { readonly [file in 'config' | 'credentials']: Value };
type Found = Omit<ConfigProblem, 'file'>;

/** What every AWS tool ignores without a word: sections of the config file, and options that look like one that is not there. */
export function sectionProblems(map: ProfileMap, paths: Files<string>, files: Files<IniFile>): ConfigProblem[] {
  const inConfig = files.config.sections.flatMap(section => configProblems(map, section));
  const inCredentials = files.credentials.sections.flatMap(section => profileProblems(map, section, section.name));
  const indented = files.config.indented.filter(({ text }) => PROFILE_HEADER.test(text));
  return [
    ...[...inConfig, ...indented].map(found => ({ ...found, file: paths.config })),
    ...[...inCredentials, ...files.credentials.indented].map(found => ({ ...found, file: paths.credentials })),
  ];
}

function configProblems(map: ProfileMap, section: IniSection): readonly Found[] {
  const { name, line } = section;
  const title = titleOf(section);
  if (title === undefined) {
    return looksLikeProfile(section) ? [{ kind: 'ignoredSection', line, text: name }] : [];
  }
  if (map.sections.config[title.group].get(title.name) !== section) {
    return [{ kind: 'replacedSection', line, text: name, ...(title.group === 'profile' && { profile: title.name }) }];
  }
  switch (title.group) {
    case 'profile':
      return profileProblems(map, section, title.name);
    case 'sso-session':
      return misspeltIn(section, meant => section.options.has(meant));
    case 'services':
      return misspeltEndpoints(section);
    default:
      return title.group satisfies never;
  }
}

/** In any case, with or without blanks. */
const PROFILE_HEADER = /^\s*(?:default\s*$|profile\b|sso-session\b|services\b)/i;

/** Sections of the AWS CLI that are about something else. */
const CLI_SECTIONS: readonly string[] = ['plugins', 'preview'];

/** `[Profile dev]`, `[dev]`: for the AWS tools neither is a profile. */
function looksLikeProfile({ name, options }: IniSection): boolean {
  const isKnown = (option: string): boolean => credentialOptions.includes(option) || settingOptions.includes(option);
  if (CLI_SECTIONS.includes(name)) {
    return false;
  }
  return PROFILE_HEADER.test(name) || [...options.keys()].some(isKnown);
}

function profileProblems(map: ProfileMap, section: IniSection, profile: string): readonly Found[] {
  const values = map.profiles.get(profile) ?? {};
  const misspelt = misspeltIn(section, meant => meant in values);
  return [...misspelt, ...ignoredIn(section)].map(found => ({ ...found, profile }));
}

/** The AWS CLI goes on without it. */
function ignoredIn({ options }: IniSection): readonly Found[] {
  const text = 'duration_seconds';
  const duration = options.get(text);
  return duration === undefined || wholeNumber(duration.values.join('\n')) !== undefined
    ? []
    : [{ kind: 'ignoredValue', line: duration.line, text }];
}

function misspeltIn(section: IniSection, isThere: (option: string) => boolean): readonly Found[] {
  return [...section.options].flatMap(([text, { line }]) => {
    const meant = optionMeant(text);
    return meant === undefined || isThere(meant) ? [] : [{ kind: 'unknownOption' as const, line, text, meant }];
  });
}

/** Below the name of a service: of what stands there, an endpoint is all that counts here. */
function misspeltEndpoints(section: IniSection): readonly Found[] {
  return [...section.options.values()].flatMap(({ line, values }) =>
    values.flatMap(value => {
      const [text = ''] = value.split('=').map(part => part.trim());
      const meant = optionMeant(text, ['endpoint_url']);
      return meant === undefined ? [] : [{ kind: 'unknownOption' as const, line, text, meant }];
    }),
  );
}
