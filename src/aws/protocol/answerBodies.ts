import { Readable } from 'node:stream';
import { Turns } from './turns';

/** Bytes from which on reading an answer takes long enough to have a turn of its own. */
const LONG = 32_768;
/** One answer at most: several times the largest page that the service can send, and ms that nobody waits for it. */
const LIMITS = { bytes: 16 * 1024 * 1024, milliseconds: 120_000 };

/**
 * Takes in the bodies of answers. A long one is handed over in a turn of the event loop that no other long one gets, and in
 * memory that the next one is put in: it has to be read before that turn is over. One without end fails.
 */
export class AnswerBodies {
  readonly #turns = new Turns();
  readonly #limits: typeof LIMITS;
  #memory = new Uint8Array();

  constructor(limits: Partial<typeof LIMITS> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  async take(body: Readable): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    const { bytes, milliseconds } = this.#limits;
    const start = performance.now();
    let length = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > bytes) {
        throw new Error(`The answer did not end after ${bytes} bytes.`);
      }
      if (performance.now() - start > milliseconds) {
        throw new Error(`The answer did not end after ${milliseconds / 1000} seconds.`);
      }
    }
    if (length < LONG) {
      return join(chunks, new Uint8Array(length));
    }
    await this.#turns.next();
    if (this.#memory.length < length) {
      this.#memory = new Uint8Array(2 * length);
    }
    return join(chunks, this.#memory.subarray(0, length));
  }
}

function join(chunks: readonly Uint8Array[], into: Uint8Array): Uint8Array {
  let at = 0;
  for (const chunk of chunks) {
    into.set(chunk, at);
    at += chunk.length;
  }
  return into;
}

export function isStream(body: unknown): body is Readable {
  return body instanceof Readable;
}
