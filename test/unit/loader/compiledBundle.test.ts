import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { loadCompiled } from '../../../src/loader/compiledBundle';
import { eventually } from '../../support/eventually';

describe('the loader of the bundles', () => {
  let home: string;
  let folder: string;
  let file: string;
  let place: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'loader-'));
    folder = join(home, 'storage', 'of', 'the extension');
    file = join(home, 'bundle.js');
    place = join(folder, 'bundle.js.compiled');
    writeFileSync(file, bundle('first'));
  });

  afterEach(() => rmSync(home, { recursive: true }));

  it('loads what `require` would', () => {
    const loaded = load();
    const { exports } = loaded as { exports: Readonly<Record<string, unknown>> };
    equal(exports['name'], 'first');
    equal(exports['folder'], home);
    equal(exports['file'], file);
    equal(exports['path'], join);
    ok(loaded.compiledBefore === undefined);
  });

  it('runs what was compiled before, the next time', async () => {
    await keep();
    const { exports, compiledBefore, rejected } = load();
    deepEqual([exports['name'], rejected], ['first', false]);
    ok(compiledBefore !== undefined && compiledBefore.length > 0);
  });

  it('keeps it once, and nothing else', async () => {
    await keep();
    equal(load().keeps, false);
    deepEqual(readdirSync(folder), ['bundle.js.compiled']);
  });

  it('compiles another source anew, though it is as long, and keeps that', async () => {
    await keep();
    writeFileSync(file, bundle('other'));
    const { exports, compiledBefore } = await keep();
    deepEqual([exports['name'], compiledBefore], ['other', undefined]);
    const again = load();
    deepEqual([again.exports['name'], again.rejected], ['other', false]);
  });

  for (const [what, damage] of [
    ['a bit is wrong', (bytes: Buffer) => bytes.with(bytes.length - 5, (bytes.at(-5) ?? 0) ^ 1)],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ['it is empty', () => Buffer.alloc(0)],
  ] as const) {
    it(`compiles anew where what was kept is damaged: ${what}`, async () => {
      await keep();
      writeFileSync(place, damage(readFileSync(place)));
      const { exports, compiledBefore } = await keep();
      deepEqual([exports['name'], compiledBefore], ['first', undefined]);
      equal(load().rejected, false);
    });
  }

  it('loads it also where nothing can be kept', async () => {
    folder = join(file, 'no folder');
    const { exports, keeps } = load(async () => {});
    deepEqual([exports['name'], keeps], ['first', true]);
    await new Promise(setImmediate);
    deepEqual(readdirSync(home), ['bundle.js']);
  });

  /** Loads it, and waits until what was compiled is kept, anew. */
  async function keep(): Promise<Loaded> {
    const before = existsSync(place) ? statSync(place).ino : undefined;
    const loaded = load(async () => {});
    await eventually(
      () => (existsSync(place) ? statSync(place).ino : undefined),
      now => ok(now !== undefined && now !== before),
    );
    return loaded;
  }

  /** Loads it, with what V8 was given for it, and whether it could use that. It is never used, unless a test says so. */
  function load(use = (): Promise<void> => new Promise(() => {})): Loaded {
    const { Script } = vm;
    let given: vm.ScriptOptions = {};
    let made: vm.Script | undefined;
    let keeps = false;
    const used = (): Promise<void> => {
      keeps = true;
      return use();
    };
    vm.Script = class extends Script {
      constructor(source: string, options: vm.ScriptOptions) {
        super(source, options);
        given = options;
        made = this;
      }
    };
    try {
      const exports = loadCompiled(file, { folder, used }) as Loaded['exports'];
      const { cachedData } = given;
      return {
        exports,
        compiledBefore: cachedData instanceof Buffer ? cachedData : undefined,
        rejected: made?.cachedDataRejected,
        keeps,
      };
    } finally {
      vm.Script = Script;
    }
  }
});

interface Loaded {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly compiledBefore: Buffer | undefined;
  readonly rejected: boolean | undefined;
  /** What was compiled is written down. */
  readonly keeps: boolean;
}

/** All that a bundle may use of CommonJS. */
function bundle(name: string): string {
  return `"use strict";
    const { join } = require('path');
    exports.name = ${JSON.stringify(name)};
    module.exports.path = join;
    module.exports.folder = __dirname;
    module.exports.file = __filename;
  `;
}
