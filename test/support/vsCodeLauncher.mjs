#!/usr/bin/env node
// Stands in for the desktop build's executable: takes its arguments, runs the extension tests, ends with their exit code.
// VSCODE_VERSION names the VS Code.
import { parseArgs } from 'node:util';
import { giveUp, loadBuilt } from './prepare.mjs';

const { values, positionals } = parseArgs({
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const { extensionDevelopmentPath: extensionPath, extensionTestsPath: suite } = values;
if (typeof extensionPath !== 'string' || typeof suite !== 'string') {
  giveUp('--extensionDevelopmentPath and --extensionTestsPath are needed.');
}
const { runExtensionTests } = await loadBuilt('test/support/extensionTests');
const version = process.env['VSCODE_VERSION'];
process.exit(await runExtensionTests({ version, extensionPath, suite, workspaceFolder: positionals[0] }));
