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
 * A file of the journal: `<operation>.<number>.<process>.<window>.<kind>`. Of an entry (`json`) the number counts its
 * versions; of a claim (`watch`), which is all name and no content, it says until when it holds.
 */
export interface JournalFile {
  readonly name: string;
  readonly id: string;
  readonly number: number;
  readonly process: number;
  readonly window: string;
  readonly kind: 'json' | 'watch';
}

export function parseName(name: string): readonly JournalFile[] {
  const [, id = '', number, process, window = '', kind] =
    /^([^.]+)\.(\d+)\.(\d+)\.([^.]+)\.(json|watch)$/.exec(name) ?? [];
  return kind === 'json' || kind === 'watch'
    ? [{ name, id, number: Number(number), process: Number(process), window, kind }]
    : [];
}

export function nameOf({ id, number, process, window, kind }: Omit<JournalFile, 'name'>): string {
  return `${id}.${number}.${process}.${window}.${kind}`;
}

/** The newest version first. */
export function newestVersion(a: JournalFile, b: JournalFile): number {
  return b.number - a.number || (a.name < b.name ? 1 : -1);
}

export function isEntry({ kind }: JournalFile): boolean {
  return kind === 'json';
}

export function isClaim({ kind }: JournalFile): boolean {
  return kind === 'watch';
}
