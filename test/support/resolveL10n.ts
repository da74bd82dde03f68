// In plain Node.js there is no 'vscode'. With this, whoever writes sentences finds its `l10n` all the same.
import Module from 'node:module';
import { join } from 'node:path';

type Resolve = (request: string, ...rest: readonly unknown[]) => string;

/** Lets `require('vscode')` lead to l10nOnly.ts. */
export function resolveL10n(): void {
  const resolve: Resolve = Reflect.get(Module, '_resolveFilename');
  const resolveOurs: Resolve = (request, ...rest) =>
    request === 'vscode' ? join(__dirname, 'l10nOnly.js') : Reflect.apply(resolve, Module, [request, ...rest]);
  Reflect.set(Module, '_resolveFilename', resolveOurs);
}
