import assert from 'node:assert/strict';
import { dirname } from 'node:path/posix';
import { type Import, importsOf, sourceFiles, textOf } from './sources';

/** What the files of a folder may import: other folders of src, packages (by name or scope), and `node:` for built-ins. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // Pure readers and writers of text: JSON with places, YAML, words that are nearly alike.
  core: ['core', 'fastest-levenshtein', 'jsonc-parser', 'js-yaml'],
  aws: ['core', 'aws', '@aws-sdk', '@smithy', 'fastest-levenshtein', 'node:'],
  ui: ['core', 'ui', 'vscode'],
  // pure-rand makes the sample data from its seed.
  sandbox: ['core', 'sandbox', '@aws-sdk', '@smithy', 'node:', 'pure-rand'],
  // The journal's files.
  disk: ['core', 'disk', 'node:'],
  // Loads the bundles, before any other layer is there.
  loader: ['loader', 'node:'],
  'extension.ts': ['core', 'aws', 'ui', 'sandbox', 'disk', 'loader', 'vscode'],
};

/** Loaded on first use: a bundle of its own each. */
const lazy: readonly string[] = ['aws', 'sandbox'];

describe('the architecture', () => {
  let files: readonly string[] = [];
  let imports: readonly Import[] = [];

  before(async () => {
    files = await sourceFiles();
    imports = await importsOf(files);
  });

  it('is seen: its files, its type imports and what is loaded on first use', () => {
    const has = (from: string, to: string, dynamic = false): boolean =>
      imports.some(found => found.from === from && found.to === to && found.dynamic === dynamic);
    assert.ok(files.includes('src/extension.ts') && files.length > 50);
    assert.ok(has('src/core/tree/clusterList.ts', 'src/core/tree/listing.ts'));
    assert.ok(has('src/core/model/gateway.ts', 'src/core/model/snapshot.ts'), 'import type');
    assert.ok(has('src/extension.ts', 'src/aws/aws.ts', true), 'import()');
    assert.deepEqual(
      imports.map(({ to }) => to).filter(to => to.startsWith('src/') && !files.includes(to)),
      [],
    );
  });

  it('has no other folders than the ones with a rule', () => {
    assert.deepEqual(
      files.filter(file => !(layerOf(file) in mayImport)),
      [],
    );
  });

  for (const [layer, allowed] of Object.entries(mayImport)) {
    it(`lets ${layer} import ${allowed.join(', ')} and nothing else`, () => {
      const own = imports.filter(({ from }) => layerOf(from) === layer);
      assert.ok(own.length > 0);
      assert.deepEqual(arrows(own.filter(({ to }) => !allowed.includes(nameOf(to)))), []);
    });
  }

  it('loads aws and the sandbox on first use only, and only from extension.ts', () => {
    // Types are no code: extension.ts could name them, and does so through core.
    const entering = imports.filter(({ from, to }) => lazy.includes(layerOf(to)) && layerOf(from) !== layerOf(to));
    assert.deepEqual(arrows(entering.filter(({ from, dynamic }) => !dynamic || from !== 'src/extension.ts')), []);
  });

  it('imports on first use in extension.ts alone, and no type inside an expression', () => {
    // To the parser a type query, `import('…').Name`, is no import: what it does not see must not be there.
    const written = files.flatMap(file => (textOf(file).match(/\bimport\s*\(/g) ?? []).map(() => file));
    assert.deepEqual(
      written,
      imports.filter(({ dynamic }) => dynamic).map(({ from }) => from),
    );
    assert.deepEqual([...new Set(written)], ['src/extension.ts']);
  });

  it('has no import cycle, not even of types', () => {
    assert.deepEqual(cycleIn(imports), []);
  });

  it('has no cycle between folders, in any layer', () => {
    const folders = imports
      .filter(({ to }) => to.startsWith('src/'))
      .map(({ from, to, dynamic }) => ({ from: dirname(from), to: dirname(to), dynamic }));
    assert.deepEqual(cycleIn(folders.filter(({ from, to }) => from !== to)), []);
  });

  it('has no loose files at the top of core and ui', () => {
    assert.deepEqual(
      files.filter(file => /^src\/(?:core|ui)\/[^/]+$/.test(file)),
      [],
    );
  });

  it('finds a cycle where there is one', () => {
    const link = (from: string, to: string): Import => ({ from, to, dynamic: false });
    assert.deepEqual(cycleIn([link('a', 'b'), link('b', 'c'), link('b', 'd'), link('d', 'b')]), ['b', 'd', 'b']);
  });

  it('has no file of more than 300 lines', () => {
    assert.deepEqual(
      files.filter(file => linesOf(file) > 300),
      [],
    );
  });

  it('has an extension.ts of at most 70 lines', () => {
    assert.ok(linesOf('src/extension.ts') <= 70);
  });

  it('has no default exports', () => {
    assert.deepEqual(
      files.filter(file => /^export default\b|^export \{[^}]*\bas default\b/m.test(textOf(file))),
      [],
    );
  });

  it('has no files that only pass on what others export', () => {
    assert.deepEqual(
      files.filter(
        file => /(^|\/)index\.ts$/.test(file) || /^export (type )?(\*|\{[^}]*\}) .*from\b/m.test(textOf(file)),
      ),
      [],
    );
  });
});

/** `core` for `src/core/…`, `extension.ts` for itself; empty for a package. */
function layerOf(path: string): string {
  return path.startsWith('src/') ? (path.split('/')[1] ?? '') : '';
}

/** The folder, `node:`, or the package's name without what lies in it (its scope, where it has one). */
function nameOf(to: string): string {
  return layerOf(to) || (to.startsWith('node:') ? 'node:' : (to.split('/')[0] ?? to));
}

function arrows(imports: readonly Import[]): readonly string[] {
  return imports.map(({ from, to }) => `${from} → ${to}`);
}

function linesOf(file: string): number {
  return textOf(file).trimEnd().split('\n').length;
}

/** One cycle, from a file back to itself; empty when there is none. */
function cycleIn(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    if (done.has(file)) {
      return [];
    }
    for (const imported of next.get(file) ?? []) {
      const cycle = visit(imported, [...path, file]);
      if (cycle.length > 0) {
        return cycle;
      }
    }
    done.add(file);
    return [];
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) {
      return cycle;
    }
  }
  return [];
}
