import type { Memento } from 'vscode';
import type { RememberedChoice } from '../core/session/session';
import { parseSourceKey, sourceKey } from '../core/target';
import type { RecentSources } from './profiles/chooseProfile';

const choiceKey = 'redshiftSnapshots.choice';
const recentKey = 'redshiftSnapshots.recentSources';
const maxRecent = 20;

/** The profile (and Region) chosen in this workspace. Kept by VS Code, not in a file that a workspace could bring along. */
export function choiceMemory(memento: Memento): {
  read(): RememberedChoice | undefined;
  write(choice: RememberedChoice | undefined): void;
} {
  return {
    read() {
      const { source: key = '', region } = memento.get<{ source?: string; region?: string }>(choiceKey, {});
      const source = parseSourceKey(key);
      return source && (region === undefined ? { source } : { source, region });
    },
    write(choice) {
      // Kept in memory at once; nobody waits for the disk.
      void memento.update(choiceKey, choice && { source: sourceKey(choice.source), region: choice.region });
    },
  };
}

export function recentSources(memento: Memento): RecentSources {
  const read = (): readonly string[] => memento.get<readonly string[]>(recentKey, []);
  return {
    read,
    add(key) {
      // As above.
      void memento.update(recentKey, [key, ...read().filter(other => other !== key)].slice(0, maxRecent));
    },
  };
}
