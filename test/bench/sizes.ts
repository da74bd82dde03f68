import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths';
import { packagedExtension } from '../support/vsix';
import type { Measurement } from './measurement';
import type { Measured } from './report';

export const sizes: Measurement = {
  title: 'sizes',
  rows: ['sizeExtension', 'sizeSdk', 'sizeVsix'],
  run: async () => ({
    sizeExtension: sizeOf(join(root, 'dist', 'extension.js')),
    sizeSdk: sizeOf(join(root, 'dist', 'aws.js')),
    sizeVsix: sizeOf(await packagedExtension()),
  }),
};

function sizeOf(file: string): Measured {
  const { size } = statSync(file);
  const value = size / 1024;
  return { value, low: value, high: value, runs: 1, detail: `${size} bytes` };
}
