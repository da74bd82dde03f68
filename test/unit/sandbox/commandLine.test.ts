import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DescribeClustersCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { help, readCommandLine } from '../../../src/sandbox/cliOptions';
import { faultNames } from '../../../src/sandbox/faults/fault';

const read = (line: string) => readCommandLine(line === '' ? [] : line.split(' '));

describe('sandbox: the command line', () => {
  it('asks for the sample account, with nothing said', () => {
    assert.deepEqual(read(''), { kind: 'start', options: { faults: [] }, verbose: false });
  });

  it('reads every option', () => {
    const line =
      '--port 4566 --latency 50 --seed 7 --clusters 10 --snapshots 1000 --spread years --quota 30 --rate 20 --verbose';
    const options = {
      port: 4566,
      latencyMs: 50,
      seed: 7,
      clusters: 10,
      snapshots: 1000,
      spread: 'years',
      manualSnapshotQuota: 30,
      rate: 20,
      faults: [],
    };
    assert.deepEqual(read(line), { kind: 'start', options, verbose: true });
  });

  it('reads faults', () => {
    const faults = [
      { name: 'slow', count: Infinity },
      { name: 'throttle', action: 'CopyClusterSnapshot', count: 3 },
      { name: 'dropAfter', probability: 0.2 },
      { name: 'htmlAfter', action: 'DescribeClusters', probability: 0.05 },
      { name: 'hangBefore', count: 1 },
    ];
    const line =
      '--fault slow --fault throttle:CopyClusterSnapshot:3 --fault dropAfter:0.2 --fault htmlAfter:DescribeClusters:.05 --fault hangBefore:1';
    assert.deepEqual(read(line), { kind: 'start', options: { faults }, verbose: false });
  });

  const wrong: [string, RegExp][] = [
    ['--port', /port/],
    ['--port x', /--port takes a whole number from 0 to 65535, not "x"/],
    ['--port 65536', /65535/],
    ['--latency -5', /latency/],
    ['--latency=-5', /--latency takes a whole number/],
    ['--clusters 0', /--clusters takes/],
    ['--spread wide', /--spread takes even, burst, years, not "wide"/],
    ['--seed 1.5', /--seed takes/],
    ['--bogus', /--bogus/],
    ['surplus', /surplus/],
    ['--fault nothing', /no fault "nothing"/],
    ['--fault error', /no fault "error"/],
    ['--fault throttle:', /neither a count \(3\) nor a probability/],
    ['--fault throttle:0', /neither/],
    ['--fault throttle:1.5', /neither/],
    ['--fault throttle:3:CopyClusterSnapshot', /expected NAME/],
    ['--fault throttle:CopyClusterSnapshot:3:4', /expected NAME/],
    ['--fault throttle:A:B', /neither/],
  ];
  for (const [line, reason] of wrong) {
    it(`says what is wrong with ${line}`, () => {
      const commandLine = read(line);
      assert.match(commandLine.kind === 'wrong' ? commandLine.reason : commandLine.kind, reason);
    });
  }

  it('explains itself, and every fault that it takes', () => {
    assert.deepEqual(read('--port x --help'), { kind: 'help' });
    for (const name of Object.keys(faultNames)) {
      assert.equal(new RegExp(`^ {2}${name} `, 'm').test(help), read(`--fault ${name}`).kind === 'start', name);
    }
  });

  it('starts a sandbox, prints variables ready to paste, and ends with Ctrl+C', async function () {
    this.timeout(20_000);
    if (process.platform === 'win32') {
      this.skip(); // A console's Ctrl+C cannot be sent to one process there.
    }
    const cli = join(__dirname, '../../../src/sandbox/cli.js');
    const child = spawn(process.execPath, [cli], { stdio: ['ignore', 'pipe', 'ignore'] });
    const variables: Record<string, string> = {};
    for await (const line of createInterface(child.stdout)) {
      const [, name = '', value = ''] = /^export ([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name !== '') {
        variables[name] = value;
      }
      if (line.startsWith('Then')) {
        break;
      }
    }
    const { AWS_ENDPOINT_URL = '', AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = variables;
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const client = new RedshiftClient({ endpoint: AWS_ENDPOINT_URL, region: AWS_REGION, credentials });
    assert.equal((await client.send(new DescribeClustersCommand({}))).Clusters?.length, 8);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    client.destroy();
  });
});
