import type { Folder } from '../model/folder';
import { isClaim, type JournalFile, type JournalWriter, nameOf, newestVersion, parseName } from './journalFile';

/** ms that this window keeps an operation to itself after a reading; longer than the longest pause and a slow answer. */
const readingLease = 150_000;
/** ms for a copy that is being sent: longer than all its sends and looks may take, as nobody else can know how it ended. */
const sendingLease = 3_600_000;

/** A claim that whoever wants it may take. */
const nobody = { number: 0, process: 0, window: 'nobody', kind: 'watch' } as const;

/** What this window watches, and no other one meanwhile. A claim changes hands by being renamed, which succeeds for one only. */
export class Claims {
  readonly #folder: Folder;
  readonly #writer: JournalWriter;
  readonly #held = new Set<string>();

  constructor(folder: Folder, writer: JournalWriter) {
    this.#folder = folder;
    this.#writer = writer;
  }

  /** Whether this window has watched it up to now. */
  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** Before it is sent: no window knows of it yet. */
  async takeToSend(id: string): Promise<void> {
    await this.#folder.create(this.#name(id, sendingLease));
    this.#held.add(id);
  }

  /** Those that no other window has, for some ms; again and again while it goes on. */
  async take(ids: readonly string[], milliseconds = readingLease): Promise<ReadonlySet<string>> {
    const claims = (await this.#all()).toSorted(newestVersion);
    const isTaken = await Promise.all(
      ids.map(id => {
        const claim = claims.find(other => other.id === id);
        return claim ? this.#take(claim, milliseconds) : this.#takeUnclaimed(id, milliseconds);
      }),
    );
    const taken = new Set(ids.filter((_, index) => isTaken[index]));
    for (const id of ids) {
      this.#held[taken.has(id) ? 'add' : 'delete'](id);
    }
    return taken;
  }

  /** Nobody needs to watch them any more. */
  async settle(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#held.delete(id);
    }
    const claims = ids.length > 0 ? await this.#all() : [];
    await Promise.all(claims.flatMap(({ id, name }) => (ids.includes(id) ? [this.#folder.remove(name)] : [])));
  }

  /** Leaves all of it to another window. */
  async releaseAll(): Promise<void> {
    const held = this.#held.size > 0 ? await this.#all() : [];
    this.#held.clear();
    const mine = held.filter(claim => this.#isMine(claim));
    await Promise.all(mine.map(({ name, id }) => this.#move(name, nameOf({ ...nobody, id }))));
  }

  async #take(claim: JournalFile, milliseconds: number): Promise<boolean> {
    const left = claim.number - this.#writer.now();
    if (this.#isMine(claim) && left > milliseconds / 2 && left <= milliseconds) {
      return true;
    }
    const name = this.#name(claim.id, milliseconds);
    const isFree = this.#isMine(claim) || left <= 0 || this.#writer.isGone(claim);
    return isFree && (claim.name === name || (await this.#move(claim.name, name)));
  }

  /**
   * A power failure has taken its claim. Each window that wants it makes one that is nobody's; the first to rename it has
   * it. A window may rename what another one has made too late, so it looks once more and yields: never two, seldom none.
   */
  async #takeUnclaimed(id: string, milliseconds: number): Promise<boolean> {
    const [free, mine] = [nameOf({ ...nobody, id }), this.#name(id, milliseconds)];
    await this.#folder.create(free);
    if (!(await this.#isAlone(id, free))) {
      await this.#folder.remove(free);
      return false;
    }
    if (!(await this.#move(free, mine))) {
      return false;
    }
    const isAlone = await this.#isAlone(id, free, mine);
    await (isAlone || this.#folder.remove(mine));
    return isAlone;
  }

  async #isAlone(id: string, ...names: readonly string[]): Promise<boolean> {
    return (await this.#all()).every(claim => claim.id !== id || names.includes(claim.name));
  }

  /** False where another window has been faster. */
  async #move(from: string, to: string): Promise<boolean> {
    try {
      await this.#folder.rename(from, to);
      return true;
    } catch {
      return false;
    }
  }

  async #all(): Promise<readonly JournalFile[]> {
    return (await this.#folder.list()).flatMap(parseName).filter(isClaim);
  }

  #isMine({ window }: JournalFile): boolean {
    return window === this.#writer.window;
  }

  #name(id: string, milliseconds: number): string {
    const { process, window, now } = this.#writer;
    return nameOf({ id, number: Math.round(now() + milliseconds), process, window, kind: 'watch' });
  }
}
