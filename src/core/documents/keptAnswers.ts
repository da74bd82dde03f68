import type { Folder } from '../model/folder';
import { deepBracket, isJsonObject, type JsonObject, type JsonValue } from '../model/json';
import { memoize } from '../model/memoize';
import { type DocumentLink, decodeDocumentLink, encodeDocumentLink } from './documentLink';

/** A document that nobody could make again. */
export type AnswerLink = Extract<DocumentLink, { readonly kind: 'copy' | 'answer' | 'batch' }>;

/** The answers that earlier versions kept in the state of a workspace, by their encoded links. */
export interface EarlierAnswers {
  read(): Readonly<Record<string, JsonObject>>;
  clear(): Promise<void>;
}

/** Of all workspaces together; the oldest go first. */
const mostKept = 200;
/** ms */
const keptFor = 90 * 86_400_000;

/** The answers to operations and the reports on many, each in a file of its own, to be opened again. */
export class KeptAnswers {
  readonly #folder: Folder;
  readonly #earlier: EarlierAnswers;
  readonly #takeOver = memoize(() => this.#moveEarlier());
  readonly #now: () => number;

  constructor(folder: Folder, earlier: EarlierAnswers, now: () => number = Date.now) {
    this.#folder = folder;
    this.#earlier = earlier;
    this.#now = now;
  }

  async keep(link: AnswerLink, answer: JsonObject): Promise<void> {
    await this.#takeOver();
    await this.#write(link, answer);
    await this.#tidy();
  }

  /** Undefined where it is not kept any more. */
  async read(link: AnswerLink): Promise<JsonObject | undefined> {
    return parsed(await this.#folder.read(await nameOf(link))) ?? this.#earlier.read()[encodeDocumentLink(link)];
  }

  async #moveEarlier(): Promise<void> {
    const answers = Object.entries(this.#earlier.read());
    for (const [encoded, answer] of answers) {
      const link = decodeDocumentLink(encoded);
      await (link && isAnswer(link) && this.#write(link, answer));
    }
    await (answers.length > 0 && this.#earlier.clear());
  }

  async #write(link: AnswerLink, answer: JsonObject): Promise<void> {
    await this.#folder.write(await nameOf(link), JSON.stringify(answer));
  }

  async #tidy(): Promise<void> {
    const oldest = this.#now() - keptFor;
    const newestFirst = (await this.#folder.list()).flatMap(parseName).toSorted((a, b) => b.time - a.time);
    const tooOld = newestFirst.filter(({ time }, index) => index >= mostKept || time < oldest);
    await Promise.all(tooOld.map(({ name }) => this.#folder.remove(name)));
  }
}

export function isAnswer(link: DocumentLink): link is AnswerLink {
  return link.kind === 'copy' || link.kind === 'answer' || link.kind === 'batch';
}

/** `<time>.<hash of the link>.json`: a link is too long for a name. */
async function nameOf(link: AnswerLink): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(encodeDocumentLink(link)));
  const digits = [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0'));
  return `${link.time}.${digits.join('')}.json`;
}

/** What another version of the extension has put there has another name. */
function parseName(name: string): readonly { readonly name: string; readonly time: number }[] {
  const [, time] = /^(\d+)\.[0-9a-f]{64}\.json$/.exec(name) ?? [];
  return time === undefined ? [] : [{ name, time: Number(time) }];
}

/** A crash may have cut it off, or somebody changed it. */
function parsed(text = ''): JsonObject | undefined {
  if (deepBracket(text) !== undefined) {
    return undefined;
  }
  try {
    const value: JsonValue = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
