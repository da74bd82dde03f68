import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CopyClusterSnapshotCommand, CreateClusterSnapshotCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import type { JsonObject, JsonValue } from '../../../../src/core/model/json';
import { operations } from '../../../../src/core/operations/all';
import { readRequest } from '../../../../src/core/requests/readRequest';
import { sampleResponse } from '../../../../src/core/requests/sampleResponse';
import { requestText } from '../../../../src/core/requests/skeleton';
import { type ApiCall, operationCall } from '../../../../src/core/snippets/apiCall';
import { awsCliCommand } from '../../../../src/core/snippets/awsCli';
import { boto3Program, javaScriptProgram } from '../../../../src/core/snippets/programs';
import { bash } from '../../../../src/core/snippets/shell';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from '../../../support/awsProfiles';
import { aSnapshot, time } from '../../../support/builders';
import { root } from '../../../support/paths';

const run = promisify(execFile);

// Each tool gets what "Copy as…" gives, with nothing but the profile, and has to answer what the SDK answers.
describe('what is copied as a command or a program makes the copy', function () {
  this.timeout(30_000);
  let sandbox: RunningSandbox;
  let call: ApiCall;
  let env: NodeJS.ProcessEnv;
  let expected: JsonValue;

  before(async () => {
    const now = time('2026-11-22T14:03:27Z');
    sandbox = await startSandbox({ clock: { now: () => now } });
    const source = sandbox.data
      .snapshots()
      .find(
        ({ SnapshotType, ClusterIdentifier }) => SnapshotType === 'automated' && ClusterIdentifier === 'clickstream',
      );
    const profile = 'odd$profile';
    const profiles = writeProfiles({ [profile]: sandboxProfile(sandbox) ?? {} });
    env = { ...process.env, ...profiles, AWS_PAGER: '', PYTHONUTF8: '1' };
    call = operationCall(
      'CopyClusterSnapshot',
      {
        SourceSnapshotIdentifier: source?.SnapshotIdentifier ?? '',
        SourceSnapshotClusterIdentifier: 'clickstream',
        TargetSnapshotIdentifier: 'kept',
        ManualSnapshotRetentionPeriod: 90,
      },
      { source: { kind: 'profile', name: profile }, region: sandbox.region, endpoint: sandbox.endpoint },
    );
    const { endpoint, region, credentials } = sandbox;
    const client = new RedshiftClient({ endpoint, region, credentials });
    const answer = await client.send(
      new CopyClusterSnapshotCommand({
        SourceSnapshotIdentifier: source?.SnapshotIdentifier,
        TargetSnapshotIdentifier: 'kept',
        SourceSnapshotClusterIdentifier: 'clickstream',
        ManualSnapshotRetentionPeriod: 90,
      }),
    );
    client.destroy();
    expected = comparable(JSON.parse(JSON.stringify(answer.Snapshot)));
  });
  beforeEach(() => sandbox.data.removeSnapshot('kept'));
  after(() => sandbox?.close());

  it('with the AWS CLI in bash', async function () {
    if (!(await works('aws', '--version')) || !(await works('bash', '-c', 'true'))) {
      this.skip();
    }
    const { stdout } = await run('bash', ['-c', awsCliCommand(call, bash)], { env });
    assert.deepEqual(comparable(JSON.parse(stdout).Snapshot), expected);
  });

  it('with boto3', async function () {
    if (!(await works('python3', '-c', 'import boto3'))) {
      this.skip();
    }
    const { stdout } = await run('python3', ['-c', boto3Program(call)], { env });
    assert.deepEqual(comparable(JSON.parse(stdout)), expected);
  });

  it('with the SDK for JavaScript', async () => {
    assert.deepEqual(comparable(JSON.parse(await node(javaScriptProgram(call)))), expected);
  });

  const node = async (program: string): Promise<string> => {
    // Beside the packages, so that its import is found.
    const folder = await mkdtemp(join(root, 'node_modules', '.copy-as-'));
    try {
      const file = join(folder, 'program.mjs');
      await writeFile(file, program);
      return (await run(process.execPath, [file], { env })).stdout;
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const tools: readonly (readonly [
    string,
    (call: ApiCall) => Promise<string>,
    probe: readonly [string, ...string[]],
  ])[] = [
    [
      'the AWS CLI',
      async given => (await run('bash', ['-c', awsCliCommand(given, bash)], { env })).stdout,
      ['aws', '--version'],
    ],
    [
      'boto3',
      async given => (await run('python3', ['-c', boto3Program(given)], { env })).stdout,
      ['python3', '-c', 'import boto3'],
    ],
    ['the SDK for JavaScript', given => node(javaScriptProgram(given)), [process.execPath, '--version']],
  ];
  for (const [tool, runCall, probe] of tools) {
    it(`and ${tool} tags and shares: lists arrive as they were, and no answer is none`, async function () {
      if (!(await works(...probe))) {
        this.skip();
      }
      sandbox.data.addSnapshot({
        ClusterIdentifier: 'clickstream',
        SnapshotIdentifier: 'kept',
        SnapshotType: 'manual',
      });
      const found = () => sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept');
      const Tags = [
        { Key: 'kept by', Value: 'on-call@=/+_.:' },
        { Key: 'Größe', Value: '' },
      ];
      const { target } = call;
      const ResourceName = found()?.SnapshotArn ?? '';
      assert.equal((await runCall(operationCall('CreateTags', { ResourceName, Tags }, target))).trim(), '');
      assert.deepEqual(found()?.Tags, Tags);
      const named = { SnapshotIdentifier: 'kept', SnapshotClusterIdentifier: 'clickstream' };
      const access = { ...named, AccountWithRestoreAccess: '222233334444' };
      const shared = JSON.parse(await runCall(operationCall('AuthorizeSnapshotAccess', access, target)));
      const { AccountsWithRestoreAccess } = shared.Snapshot ?? shared;
      assert.deepEqual(AccountsWithRestoreAccess, [{ AccountId: '222233334444' }]);
    });
  }

  it('and so does a request document, given to --cli-input-json', async function () {
    if (!(await works('aws', '--version'))) {
      this.skip();
    }
    const { inputs = assert.fail() } = readRequest(operations.CopyClusterSnapshot, JSON.stringify(call.parameters));
    const text = requestText(inputs);
    const place = ['--profile', 'odd$profile', '--endpoint-url', sandbox.endpoint];
    const { stdout } = await run('aws', ['redshift', 'copy-cluster-snapshot', '--cli-input-json', text, ...place], {
      env,
    });
    assert.deepEqual(comparable(JSON.parse(stdout).Snapshot), expected);
  });

  it('and the preview of the answer has its members, in its order and of its kinds', () => {
    const operation = operations.CopyClusterSnapshot;
    const [input = assert.fail()] = readRequest(operation, JSON.stringify(call.parameters)).inputs ?? [];
    const preview = sampleResponse(
      { operation, input },
      aSnapshot({
        ...{ clusterIdentifier: 'clickstream', ownerAccount: sandbox.account },
        retentionStartTime: time(String((expected as JsonObject)['SnapshotRetentionStartTime'])),
      }),
      { region: sandbox.region, now: sandbox.clock.now() },
    );
    const kinds = (value: JsonValue | undefined): readonly (readonly string[])[] =>
      Object.entries(value as JsonObject).map(([name, member]) => [
        name,
        Array.isArray(member) ? 'array' : typeof member,
      ]);
    assert.deepEqual(Object.keys(preview), ['Snapshot']);
    assert.deepEqual(kinds(preview['Snapshot']), kinds(expected));
    const same = ['SnapshotIdentifier', 'ClusterIdentifier', 'SnapshotType', 'Status', 'ManualSnapshotRetentionPeriod'];
    for (const name of [...same, 'ManualSnapshotRemainingDays', 'SnapshotArn', 'OwnerAccount']) {
      assert.equal((preview['Snapshot'] as JsonObject)[name], (expected as JsonObject)[name], name);
    }
  });

  it('and so does the preview of a new snapshot', async () => {
    const { endpoint, region, credentials } = sandbox;
    const client = new RedshiftClient({ endpoint, region, credentials });
    const { CreateClusterSnapshot: operation } = operations;
    const input = { SnapshotIdentifier: 'new', ClusterIdentifier: 'clickstream', ManualSnapshotRetentionPeriod: 9 };
    const answer = await client.send(new CreateClusterSnapshotCommand(input));
    client.destroy();
    const made: JsonObject = JSON.parse(JSON.stringify(answer.Snapshot));
    const source = aSnapshot({ clusterIdentifier: 'clickstream', ownerAccount: sandbox.account });
    const { Snapshot: preview } = sampleResponse({ operation, input }, source, {
      region: sandbox.region,
      now: sandbox.clock.now(),
    });
    assert.deepEqual(Object.keys(preview as JsonObject), Object.keys(made));
    for (const name of [
      'SnapshotIdentifier',
      'ClusterIdentifier',
      'Status',
      'TotalBackupSizeInMegaBytes',
      'SnapshotArn',
    ]) {
      assert.equal((preview as JsonObject)[name], made[name], name);
    }
  });
});

/** Times as instants: each tool prints them in a way of its own. */
function comparable(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, comparable(member)]));
  }
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value) ? new Date(value).toISOString() : value;
}

async function works(program: string, ...args: readonly string[]): Promise<boolean> {
  return run(program, [...args]).then(
    () => true,
    () => false,
  );
}
