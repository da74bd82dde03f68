import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const { outputs }: Metafile = JSON.parse(readFileSync(join(__dirname, '..', '..', 'meta.json'), 'utf8'));

describe('the bundles', () => {
  it('are the five that the package holds', () => {
    deepEqual(Object.keys(outputs).sort(), [
      'dist/app.js',
      'dist/aws.js',
      'dist/extension.js',
      'dist/requests.js',
      'dist/sandbox.js',
    ]);
  });

  for (const bundle of ['dist/extension.js', 'dist/app.js']) {
    it(`keep the SDK, every other library and the sandbox out of ${bundle}`, () => {
      const inputs = Object.keys(outputs[bundle]?.inputs ?? {});
      ok(inputs.length > 0);
      deepEqual(
        inputs.filter(path => /node_modules|^src\/(aws|sandbox)\//.test(path)),
        [],
      );
    });
  }

  for (const [bundle, limit] of [
    ['dist/extension.js', 30],
    ['dist/app.js', 255],
    ['dist/aws.js', 560],
    ['dist/requests.js', 145],
  ] as const) {
    it(`keep ${bundle} within ${limit} KB`, () => {
      const bytes = outputs[bundle]?.bytes ?? Number.POSITIVE_INFINITY;
      ok(bytes <= limit * 1024, `${bytes} bytes`);
    });
  }
});
