/** Who writes: one window. */
export interface JournalWriter {
  /** Unique, without a dot. `env.sessionId` would not do: without telemetry it is the same for all windows. */
  readonly window: string;
  /** The id of the extension host: when that is gone, so is the window, or it has been started anew. */
  readonly process: number;
  /** Certainly not running any more. Of a process on another host nobody knows. */
  readonly isGone: (writer: Pick<JournalFile, 'window' | 'process'>) => boolean;
  /** ms since the epoch. */
  readonly now: () => number;
}

/**
 * A file of the journal: `<operation>.<number>.<process>.<window>.json`. The number is when it was written or last watched,
 * in ms since the epoch, or higher where there was a higher one (a version counted from 1 in earlier versions of the
 * extension); process and window are those that have done so.
 */
export interface JournalFile {
  readonly name: string;
  readonly id: string;
  readonly number: number;
  readonly process: number;
  readonly window: string;
}

/** None for a name that is not the journal's; a number of more digits would be another one. */
export function parseName(name: string): readonly JournalFile[] {
  const [isFile, id = '', number, process, window = ''] =
    /^([^.]+)\.(\d{1,15})\.(\d{1,15})\.([^.]+)\.json$/.exec(name) ?? [];
  return isFile ? [{ name, id, number: Number(number), process: Number(process), window }] : [];
}

export function nameOf({ id, number, process, window }: Omit<JournalFile, 'name'>): string {
  return `${id}.${number}.${process}.${window}.json`;
}

/** The newest version first. */
export function newestVersion(a: JournalFile, b: JournalFile): number {
  return b.number - a.number || (a.name < b.name ? 1 : -1);
}
