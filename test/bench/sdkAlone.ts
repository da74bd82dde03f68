import { join } from 'node:path';
import { build } from 'esbuild';
import { memoize } from '../../src/core/model/memoize';
import { root } from '../support/paths';
import { temporaryFolder } from '../support/processes';

/** What of the SDK a listing needs, in one file, bundled as one does it who does nothing else about it. */
export const bundleSdk = memoize(async (): Promise<string> => {
  const outfile = join(temporaryFolder(), 'sdk.js');
  await build({
    stdin: {
      contents: "export { DescribeClusterSnapshotsCommand, RedshiftClient } from '@aws-sdk/client-redshift';",
      resolveDir: root,
    },
    ...{ outfile, bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node22' },
    mainFields: ['module', 'main'],
  });
  return outfile;
});
