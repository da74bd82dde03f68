import type { Memento } from 'vscode';
import type { EarlierAnswers } from '../../core/documents/keptAnswers';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json';
import { type CredentialSource, parseSourceKey, sourceKey } from '../../core/model/target';
import type { RememberedChoice } from '../../core/session/session';

const choiceKey = 'redshiftSnapshots.choice';
const regionsKey = 'redshiftSnapshots.chosenRegions';
const answersKey = 'redshiftSnapshots.answers';
const maxRecent = 20;

/** The profile (and Region) chosen in this workspace. Kept by VS Code, not in a file that a workspace could bring along. */
export function choiceMemory(memento: Memento): {
  read(): RememberedChoice | undefined;
  write(choice: RememberedChoice | undefined): void;
} {
  return {
    read() {
      const { source: key, region } = kept(memento, choiceKey);
      const source = typeof key === 'string' ? parseSourceKey(key) : undefined;
      return source && (typeof region === 'string' ? { source, region } : { source });
    },
    write(choice) {
      // Kept in memory at once; nobody waits for the disk.
      void memento.update(choiceKey, choice && { source: sourceKey(choice.source), region: choice.region });
    },
  };
}

/** What earlier versions kept here, of which VS Code warns when it is much. */
export function earlierAnswers(memento: Memento): EarlierAnswers {
  return {
    read: () =>
      Object.fromEntries(
        Object.entries(kept(memento, answersKey)).flatMap(([link, answer]) =>
          isJsonObject(answer as JsonValue) ? [[link, answer as JsonObject]] : [],
        ),
      ),
    clear: async () => memento.update(answersKey, undefined),
  };
}

/** What was chosen lately, the latest first. */
export interface RecentKeys {
  read(): readonly string[];
  add(key: string): void;
}

/** Sources as `sourceKey` writes them. */
export function recentSources(memento: Memento): RecentKeys {
  return recentKeys(memento, 'redshiftSnapshots.recentSources');
}

/** Ids of Regions. */
export function recentRegions(memento: Memento): RecentKeys {
  return recentKeys(memento, 'redshiftSnapshots.recentRegions');
}

/** The Region that was chosen in this workspace for each source that names none itself; the latest only. */
export interface ChosenRegions {
  of(source: CredentialSource): string | undefined;
  remember(source: CredentialSource, region: string): void;
}

export function chosenRegions(memento: Memento): ChosenRegions {
  const read = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(kept(memento, regionsKey)).flatMap(([key, region]) =>
        typeof region === 'string' ? [[key, region]] : [],
      ),
    );
  return {
    of: source => read()[sourceKey(source)],
    remember(source, region) {
      const others = Object.entries(read()).filter(([key]) => key !== sourceKey(source));
      // Kept in memory at once, as above.
      void memento.update(
        regionsKey,
        Object.fromEntries([...others.slice(1 - maxRecent), [sourceKey(source), region]]),
      );
    },
  };
}

function recentKeys(memento: Memento, key: string): RecentKeys {
  const read = (): readonly string[] => {
    const known = memento.get<unknown>(key);
    return Array.isArray(known) ? known.filter(other => typeof other === 'string') : [];
  };
  return {
    read,
    add(added) {
      // Kept in memory at once, as above.
      void memento.update(key, [added, ...read().filter(other => other !== added)].slice(0, maxRecent));
    },
  };
}

/** Another version of the extension may have kept something else there. */
function kept(memento: Memento, key: string): Readonly<Record<string, unknown>> {
  const known = memento.get<unknown>(key);
  return typeof known === 'object' && known !== null ? (known as Readonly<Record<string, unknown>>) : {};
}
