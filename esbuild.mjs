// Builds the extension into dist/ (five bundles, see CONTRIBUTING.md) and, with --tests, every source and test file
// into out/, one to one, for mocha and for the scripts in test/support. --watch rebuilds on change.
import { rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** What extension.ts imports dynamically stays a bundle of its own, loaded on first use by src/loader. */
const lazyBundles = {
  name: 'lazy-bundles',
  /** @param {import('esbuild').PluginBuild} b */
  setup(b) {
    b.onResolve({ filter: /^\.\/(aws\/aws|ui\/app\/app|ui\/app\/requests|sandbox\/sandbox)$/ }, args =>
      args.kind === 'dynamic-import'
        ? { path: `${args.path.split('/').at(-1)}.js`, namespace: 'lazy-bundle' }
        : undefined,
    );
    b.onLoad({ filter: /./, namespace: 'lazy-bundle' }, ({ path }) => ({
      contents: `module.exports = require('./src/loader/compiledBundle').loadBundle(${JSON.stringify(path)});`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/**
 * VS Code hands extensions its own `http` and `https`, which know its proxy and certificate settings, but not under the
 * names that begin with `node:`, which the SDK uses, and this project's code.
 */
const vsCodeHttp = {
  name: 'vs-code-http',
  /** @param {import('esbuild').PluginBuild} b */
  setup(b) {
    b.onResolve({ filter: /^node:(https?|net|tls)$/ }, ({ path, importer }) =>
      importer.includes('node_modules') || path.startsWith('node:http')
        ? { path: path.slice('node:'.length), external: true }
        : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
const bundles = {
  entryPoints: {
    extension: 'src/extension.ts',
    app: 'src/ui/app/app.ts',
    aws: 'src/aws/aws.ts',
    sandbox: 'src/sandbox/sandbox.ts',
    requests: 'src/ui/app/requests.ts',
  },
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  // The SDK asks for bowser in a browser only.
  external: ['vscode', 'bowser'],
  minify: true,
  keepNames: false,
  sourcemap: process.argv.includes('--sourcemap') || watch ? 'linked' : false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [lazyBundles, vsCodeHttp],
};

/** @type {import('esbuild').BuildOptions} */
const files = {
  entryPoints: ['src/**/*.ts', 'test/**/*.ts'],
  outdir: 'out',
  outbase: '.',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  supported: { 'dynamic-import': false },
  sourcemap: 'linked',
  logLevel: 'warning',
};

if (watch) {
  await Promise.all([bundles, files].map(async options => (await context({ ...options, logLevel: 'info' })).watch()));
} else {
  await rm('dist', { recursive: true, force: true });
  const { metafile } = await build(bundles);
  if (tests) {
    await rm('out', { recursive: true, force: true });
    await build(files);
    await writeFile('out/meta.json', JSON.stringify(metafile));
  }
}
