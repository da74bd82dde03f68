import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { awsEnvironment } from '../../support/awsProfiles';
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

describe('the warning of the SDK about the version of Node.js', () => {
  const useSdk = "new (await import('@aws-sdk/client-redshift')).RedshiftClient({ region: 'eu-west-1' });";
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;

  it('is not printed by a script', () => {
    const prepare = pathToFileURL(join(root, 'test', 'support', 'prepare.mjs')).href;
    assert.equal(errorsOf(`import ${JSON.stringify(prepare)}; ${useSdk}`, env), '');
  });

  it('is not printed by a process that a script starts', () => {
    assert.equal(errorsOf(useSdk, awsEnvironment()), '');
  });

  function errorsOf(source: string, environment: NodeJS.ProcessEnv): string {
    const args = ['--input-type=module', '--eval', source];
    return spawnSync(process.execPath, args, { cwd: root, env: environment, encoding: 'utf8' }).stderr;
  }
});
