import type { SectionGroup } from './profileMap';
import type { SharedFiles } from './sharedFiles';

/** Where something is written. */
export interface Location {
  readonly file: string;
  /** 1-based; absent where there is no such section. */
  readonly line?: number;
}

/** Where an option of a profile or session is written, else its section, else the config file as a whole. */
export function locationOf({ sections, paths }: SharedFiles, group: SectionGroup, name: string, option = ''): Location {
  // The credentials file wins.
  const found = [
    { file: paths.credentials, section: group === 'profile' ? sections.credentials.get(name) : undefined },
    { file: paths.config, section: sections.config[group].get(name) },
  ];
  for (const { file, section } of found) {
    const line = section?.options.get(option)?.line;
    if (line !== undefined) {
      return { file, line };
    }
  }
  // The config file is where people look for a profile's settings.
  const header = found.findLast(({ section }) => section !== undefined);
  return header?.section === undefined ? { file: paths.config } : { file: header.file, line: header.section.line };
}
