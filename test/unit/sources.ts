// The sources of the extension and what each of them imports, as a real parser sees it.
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { build, type OnResolveArgs, type Plugin } from 'esbuild';
import { root } from '../support/paths';

export interface Import {
  /** From the repository, e.g. `src/core/model/retention.ts`. */
  readonly from: string;
  /** A source like `from`, or a package or built-in as it was written. */
  readonly to: string;
  readonly dynamic: boolean;
}

/** Every TypeScript file below src. */
export async function sourceFiles(): Promise<readonly string[]> {
  const names = await readdir(join(root, 'src'), { recursive: true });
  return names
    .filter(name => name.endsWith('.ts'))
    .map(name => `src/${name.split(sep).join('/')}`)
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** All imports and re-exports, those of types too. */
export async function importsOf(files: readonly string[]): Promise<readonly Import[]> {
  const found: Import[] = [];
  await build({
    absWorkingDir: root,
    entryPoints: [...files],
    bundle: true,
    write: false,
    outdir: 'out',
    platform: 'node',
    logLevel: 'silent',
    // Keeps imports of which only types are used.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [recordImports(found)],
  });
  return found;
}

function recordImports(found: Import[]): Plugin {
  return {
    name: 'record-imports',
    setup(hooks) {
      hooks.onResolve({ filter: /.*/ }, args => {
        if (args.kind === 'entry-point') {
          return undefined;
        }
        const from = posix.relative(slashed(root), slashed(args.importer));
        found.push({ from, to: targetOf(from, args), dynamic: args.kind === 'dynamic-import' });
        return { path: args.path, external: true };
      });
      hooks.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: withTypeImports(await readFile(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}

/** `import type` and `export type … from` are gone after parsing; as plain ones they are seen. */
function withTypeImports(text: string): string {
  return text.replace(/^(import|export) type (?=[{*]|\w+ from\b)/gm, '$1 ');
}

function targetOf(from: string, { path }: OnResolveArgs): string {
  return path.startsWith('.') ? `${posix.join(posix.dirname(from), path)}.ts` : path;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
