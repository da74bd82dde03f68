import type { OperationRecord } from '../operations/record';

/** So many operations are kept; the oldest that have ended go first. */
export const keptOperations = 500;

/**
 * Where operations are written down, shared by all windows. An operation is written before it is sent, so that a crash or
 * a reload cannot lose it.
 */
export interface Journal {
  /**
   * All of them, in no order. What is broken is left out; what cannot be read for the moment is as it was read before, or
   * left out. Rejects where the journal cannot be read at all.
   */
  readAll(): Promise<readonly OperationRecord[]>;
  /** Writes one down that no window knows of yet. Resolves when it is on the disk. */
  add(operation: OperationRecord): Promise<void>;
  /** What is known of it now, in the place of what was written before. Resolves when it is on the disk. */
  write(operation: OperationRecord): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /**
   * Those that this window watches from now on, and no other one meanwhile, of what was read or written here. It has to
   * ask again within two minutes; what nobody has asked for since is another window's for the asking.
   */
  take(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Leaves what this window watches to the others. */
  leave(): Promise<void>;
}
