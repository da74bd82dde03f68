import type { IniSection } from './ini';
import { type SectionGroup, titleOf } from './profileMap';
import type { SharedFiles } from './sharedFiles';

/** Where something is written. */
export interface Place {
  readonly file: string;
  /** 1-based; absent where there is no such section. */
  readonly line?: number;
}

/** Where an option of a profile or session is written, else its section, else the config file as a whole. */
export function placeOf(files: SharedFiles, group: SectionGroup, name: string, option?: string): Place {
  const sections = sectionsOf(files, group, name);
  for (const { file, section } of sections) {
    const line = option === undefined ? undefined : section.options.get(option)?.line;
    if (line !== undefined) {
      return { file, line };
    }
  }
  // The config file is where people look for a profile's settings.
  const header = sections.at(-1);
  return header ? { file: header.file, line: header.section.line } : { file: files.paths.config };
}

/** The sections that make up a profile, the one that wins first. */
function sectionsOf(files: SharedFiles, group: SectionGroup, name: string) {
  const found: { readonly file: string; readonly section: IniSection }[] = [];
  for (const section of group === 'profile' ? files.ini.credentials.sections : []) {
    if (section.name === name) {
      found.push({ file: files.paths.credentials, section });
    }
  }
  for (const section of files.ini.config.sections.toReversed()) {
    const title = titleOf(section);
    if (title?.group === group && title.name === name) {
      found.push({ file: files.paths.config, section });
    }
  }
  return found;
}
