import type { ConfigProblem } from '../../core/aws';
import type { IniFile, IniSection } from './ini';
import { optionMeant } from './options';
import { type ProfileMap, titleOf } from './profileMap';

/**
 * Options that nobody knows and that look like one that is not there: every AWS tool ignores them without a word, and talks
 * to AWS itself where an endpoint was meant.
 */
export function misspeltOptions(
  map: ProfileMap,
  file: string,
  { sections }: IniFile,
  isConfig: boolean,
): ConfigProblem[] {
  return sections.flatMap(section => {
    const title = isConfig ? titleOf(section) : ({ group: 'profile', name: section.name } as const);
    switch (title?.group) {
      case 'profile': {
        const values = map.profiles.get(title.name) ?? {};
        return misspeltIn(section, meant => meant in values).map(found => ({ ...found, file, profile: title.name }));
      }
      case 'sso-session':
        return misspeltIn(section, meant => section.options.has(meant)).map(found => ({ ...found, file }));
      case 'services':
        return misspeltEndpoints(section).map(found => ({ ...found, file }));
      default:
        return [];
    }
  });
}

type Found = Omit<ConfigProblem, 'file'>;

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
