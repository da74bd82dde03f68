import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const { outputs }: Metafile = JSON.parse(readFileSync(join(__dirname, '..', '..', 'meta.json'), 'utf8'));

describe('the bundles', () => {
  it('are the five that the package holds', () => {
    deepEqual(Object.keys(outputs).sort(), [
      'dist/aws.js',
      'dist/commands.js',
      'dist/extension.js',
      'dist/sandbox.js',
      'dist/yaml.js',
    ]);
  });

  it('keep the SDK out of what is loaded on activation', () => {
    const sdk = Object.keys(outputs['dist/extension.js']?.inputs ?? {}).filter(path =>
      /@(aws-sdk|smithy|aws)\//.test(path),
    );
    deepEqual(sdk, []);
  });

  for (const [bundle, limit] of [
    ['dist/extension.js', 60],
    ['dist/aws.js', 400],
    ['dist/commands.js', 130],
    ['dist/yaml.js', 120],
  ] as const) {
    it(`keep ${bundle} within ${limit} KB`, () => {
      const bytes = outputs[bundle]?.bytes ?? Number.POSITIVE_INFINITY;
      ok(bytes <= limit * 1024, `${bytes} bytes`);
    });
  }
});
