/** A folder of small files on this machine, which all windows share. */
export interface Folder {
  /** The names of its files; none where there is no folder yet. Rejects where that cannot be found out. */
  list(): Promise<readonly string[]>;
  /** Undefined where there is no such file. Rejects where it is there and cannot be read, which may be over soon. */
  read(name: string): Promise<string | undefined>;
  /** Resolves when the file is on the disk and survives a power failure. A crash before that may leave half of it. */
  write(name: string, text: string): Promise<void>;
  /** Of several who rename the same file one succeeds; for the others it rejects. A power failure may undo it. */
  rename(from: string, to: string): Promise<void>;
  /** Nothing happens where there is no such file, or where it cannot be removed. */
  remove(name: string): Promise<void>;
}
