import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths';

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

describe('the scripts of package.json', () => {
  for (const [name, command] of Object.entries(scripts)) {
    it(`npm run ${name} installs what is missing before it needs it`, () => {
      const [, script = ''] = /^node (test\/\S+\.mjs)(?: |$)/.exec(command) ?? [];
      assert.ok(script, command);
      assert.match(readFileSync(join(root, script), 'utf8'), /^ *installPackages\(\);$/m);
    });
  }
});
