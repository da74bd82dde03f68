// Builds the extension into dist/ (six bundles, see CONTRIBUTING.md) and, with --tests, every source and test file
// into out/, one to one, for mocha and for the scripts in test/support. --watch rebuilds on change.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** What extension.ts imports dynamically stays a bundle of its own, loaded on first use by src/loader. */
const lazyBundles = {
  name: 'lazy-bundles',
  /** @param {import('esbuild').PluginBuild} b */
  setup(b) {
    b.onResolve({ filter: /^\.\/(aws\/aws|ui\/house|ui\/commands|ui\/requests|sandbox\/sandbox)$/ }, args =>
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
 * What the SDK's packages bring and never use here, a third of the bundle and of its loading time: event streams (no
 * operation has one), the default chain of credentials (every client is given its own), a second STS client, package.json
 * for its version alone, shapes and errors of operations that are not called, and the wrappers that a dynamic import costs
 * every module behind it once all of them are in one file.
 */
const slimSdk = {
  name: 'slim-sdk',
  /** @param {import('esbuild').PluginBuild} b */
  setup(b) {
    b.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    b.onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }));
    b.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace: 'no-chain' }));
    b.onLoad({ filter: /./, namespace: 'no-chain' }, () => ({
      contents:
        "export const defaultProvider = () => () => Promise.reject(new Error('This client was given no credentials.'));",
    }));
    b.onLoad({ filter: /[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    b.onLoad({ filter: /[\\/]node_modules[\\/]@aws-sdk[\\/].*[\\/]dist-es[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (/[\\/]schemas_0\.js$/.test(path)) {
        const shapes = /[\\/]client-redshift[\\/]/.test(path) ? withFewerErrors(source) : source;
        return { contents: withLiteralKeys(shapes), loader: 'js' };
      }
      return source.includes('await import(') ? { contents: withStaticImports(source), loader: 'js' } : undefined;
    });
  },
};

/** Those that the operations in use can end with, and those of the service as a whole. */
const errorsInUse =
  /^(Cluster(NotFound|Snapshot\w+)|InvalidClusterSnapshotState|InvalidRetentionPeriod|InvalidTag|UnsupportedOperation|DependentService\w+|LimitExceeded)Fault$/;

/**
 * Without the errors of Redshift's other operations, 130 classes: one that comes all the same is one of the service's,
 * whose code says what it is.
 * @param {string} source
 */
function withFewerErrors(source) {
  return source.replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (call, /** @type {string} */ name) =>
    errorsInUse.test(name) ? call : '',
  );
}

/**
 * `{ [_m]: … }` after `const _m = "message"`, as `{ "message": … }`: a computed key may do anything when it is read, and
 * keeps the bundler from leaving out what nobody uses.
 * @param {string} source
 */
function withLiteralKeys(source) {
  const constants = new Map([...source.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
  return source.replace(/\[(\w+)\]:/g, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key));
}

/**
 * `const { a, b: c } = await import('x')` inside a function, as an import at the top.
 * @param {string} source
 */
function withStaticImports(source) {
  /** @type {string[]} */
  const imports = [];
  const body = source.replace(
    /const \{([^}]*)\} = await import\((["'][^"']+["'])\);/g,
    (_, /** @type {string} */ names, from) => {
      const pairs = names.split(',').map(name => name.split(':').map(part => part.trim()));
      const local = (/** @type {string} */ name) => `${name}_${imports.length}`;
      const constants = pairs.map(([name = '', alias = name]) => `const ${alias} = ${local(name)};`);
      imports.push(`import { ${pairs.map(([name = '']) => `${name} as ${local(name)}`)} } from ${from};`);
      return constants.join(' ');
    },
  );
  return [...imports, body].join('\n');
}

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
    house: 'src/ui/house.ts',
    commands: 'src/ui/commands.ts',
    aws: 'src/aws/aws.ts',
    sandbox: 'src/sandbox/sandbox.ts',
    requests: 'src/ui/requests.ts',
  },
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  external: ['vscode'],
  minify: true,
  keepNames: false,
  sourcemap: process.argv.includes('--sourcemap') || watch ? 'linked' : false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  alias: {
    '@aws-sdk/nested-clients/sts': '@aws-sdk/client-sts',
    '@aws-sdk/nested-clients/sso-oidc': '@aws-sdk/client-sso-oidc',
  },
  plugins: [lazyBundles, slimSdk, vsCodeHttp],
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
