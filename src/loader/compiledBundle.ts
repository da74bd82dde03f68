import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import Module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Bytes of the sum that stands before compiled code. */
const sumBytes = 4;
/** ms from loading a bundle on; by then its first use has had compiled what it needs. */
const untilUsed = 5_000;

export interface CompiledCode {
  /** Where compiled code is kept from one start to the next. */
  readonly folder: string;
  /** Resolves when the bundle has been used. */
  readonly used: () => Promise<void>;
}

let kept: CompiledCode | undefined;

/** From here on {@link loadBundle} keeps what was compiled in this folder. There is one loader, as there is one `require`. */
export function keepCompiledCode(folder: string): void {
  kept = { folder, used: () => new Promise(resolve => setTimeout(resolve, untilUsed).unref()) };
}

/** What a file beside this one exports, as `require` would have it. */
export function loadBundle(name: string): unknown {
  const file = join(__dirname, name);
  return kept === undefined ? require(file) : loadCompiled(file, kept);
}

/**
 * What a file exports, run as `require` would, once, with what V8 has compiled of it before. In Node.js alone, loading
 * aws.js and reading a first page takes 38 ms of CPU time with it and 77 without. Node.js can keep it by itself
 * (module.enableCompileCache), but for all extensions of the host or for none.
 */
export function loadCompiled(file: string, { folder, used }: CompiledCode): unknown {
  const source = readFileSync(file);
  const place = join(folder, `${basename(file)}.compiled`);
  const cachedData = readCompiled(place, source);
  const script = new Script(Module.wrap(source.toString()), { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected) {
    // On its own, and without a word when it fails: the next start takes as long as this one then.
    void used()
      .then(() => writeCompiled(place, source, script.createCachedData()))
      .catch(() => {});
  }
  return module.exports;
}

/** Only what was made of this source and is whole: V8 itself compares no more than the length of the source. */
function readCompiled(place: string, source: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(place);
    const data = bytes.subarray(sumBytes);
    return bytes.readUInt32LE() === sumOf(source, data) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Other windows may read it meanwhile: it is there whole, or not at all. */
async function writeCompiled(place: string, source: Buffer, data: Buffer): Promise<void> {
  const part = `${place}.${process.pid}`;
  const sum = Buffer.alloc(sumBytes);
  sum.writeUInt32LE(sumOf(source, data));
  await mkdir(dirname(place), { recursive: true });
  await writeFile(part, Buffer.concat([sum, data]));
  await rename(part, place);
}

function sumOf(source: Buffer, data: Buffer): number {
  return crc32(data, crc32(source));
}
