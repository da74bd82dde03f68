import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  CopyClusterSnapshotCommand,
  type CopyClusterSnapshotMessage,
  CreateClusterSnapshotCommand,
  type CreateClusterSnapshotMessage,
  DeleteClusterSnapshotCommand,
  type DeleteClusterSnapshotMessage,
  DescribeClusterSnapshotsCommand,
  DescribeClustersCommand,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isFaultName } from '../../../src/sandbox/faults/fault';
import type { Identity } from '../../../src/sandbox/model/identities';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { automated, hour, manual, noon } from './support';

const run = promisify(execFile);

/** One call, in words that every tool understands. */
interface Call {
  readonly service: 'redshift' | 'sts';
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly as: Keys;
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What came of it. `status` is what the tool says, or, where it does not say it, what the sandbox sent. */
type Outcome =
  | { readonly output: unknown }
  | { readonly code: string | undefined; readonly status: number | undefined; readonly message: string };

const account = '111122223333';
const own: Identity = {
  accessKeyId: 'AKIAOWN',
  secretAccessKey: 'own',
  account,
  arn: `arn:aws:iam::${account}:user/own`,
};
const reader: Identity = { ...own, accessKeyId: 'AKIAREADER', deny: ['CopyClusterSnapshot'] };
const expired: Identity = { ...own, accessKeyId: 'AKIAEXPIRED', expired: true };

function call(operation: string, input: Call['input'] = {}, as: Keys = own): Call {
  return { service: operation === 'GetCallerIdentity' ? 'sts' : 'redshift', operation, input, as };
}

const list = 'DescribeClusterSnapshots';
const copy = 'CopyClusterSnapshot';
const kept = { SourceSnapshotIdentifier: 'rs:a-2', TargetSnapshotIdentifier: 'kept' };

/** Every operation, in an order in which each finds what it needs. */
const successes: readonly Call[] = [
  call('GetCallerIdentity'),
  call('DescribeClusters', { TagKeys: ['team'], MaxRecords: 20 }),
  call(list, { ClusterIdentifier: 'alpha', SortingEntities: [{ Attribute: 'CREATE_TIME', SortOrder: 'DESC' }] }),
  call(list, { StartTime: new Date(noon - 400 * hour).toISOString(), ClusterExists: false, MaxRecords: 20 }),
  call(list, { SnapshotType: 'automated', TagKeys: ['team'], TagValues: ['nothing'] }),
  call('DeleteClusterSnapshot', { SnapshotIdentifier: 'm-1', SnapshotClusterIdentifier: 'alpha' }),
  call(copy, { ...kept, SourceSnapshotClusterIdentifier: 'alpha', ManualSnapshotRetentionPeriod: 30 }),
  call('CreateClusterSnapshot', {
    SnapshotIdentifier: 'created',
    ClusterIdentifier: 'alpha',
    Tags: [{ Key: 'why', Value: 'später + @/' }],
  }),
];

/** Every error that an SDK can be brought to cause; what only a broken client can cause is tested without one. */
const failures: readonly (readonly [code: string, status: number, call: Call])[] = [
  ['ClusterNotFound', 404, call(copy, { ...kept, SourceSnapshotClusterIdentifier: 'nobody' })],
  ['ClusterSnapshotAlreadyExists', 400, call(copy, { ...kept, TargetSnapshotIdentifier: 'M-2' })],
  ['ClusterSnapshotNotFound', 404, call(copy, { ...kept, SourceSnapshotIdentifier: 'rs:no' })],
  ['InvalidClusterSnapshotState', 400, call(copy, { ...kept, SourceSnapshotIdentifier: 'm-2' })],
  ['ClusterSnapshotQuotaExceeded', 400, call(copy, { ...kept, TargetSnapshotIdentifier: 'one-too-many' })],
  ['InvalidRetentionPeriodFault', 400, call(copy, { ...kept, ManualSnapshotRetentionPeriod: 0 })],
  ['InvalidParameterValue', 400, call(copy, { ...kept, TargetSnapshotIdentifier: 'a--b' })],
  ['ClusterNotFound', 404, call('DescribeClusters', { ClusterIdentifier: 'ALPHA' })],
  ['InvalidTagFault', 400, call('DescribeClusters', { TagKeys: ['aws:x'] })],
  ['ClusterNotFound', 404, call(list, { ClusterIdentifier: 'nobody' })],
  ['ClusterSnapshotNotFound', 404, call(list, { SnapshotIdentifier: 'rs:no' })],
  ['InvalidParameterCombination', 400, call(list, { SnapshotIdentifier: 'm-2', ClusterIdentifier: 'alpha' })],
  ['UnsupportedOperation', 400, call(list, { ClusterIdentifier: 'fault-error' })],
  ['InvalidClusterState', 400, call('CreateClusterSnapshot', { SnapshotIdentifier: 'x', ClusterIdentifier: 'paused' })],
  [
    'TagLimitExceededFault',
    400,
    call('CreateClusterSnapshot', {
      SnapshotIdentifier: 'x',
      ClusterIdentifier: 'alpha',
      Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })),
    }),
  ],
  ['InvalidClusterSnapshotState', 400, call('DeleteClusterSnapshot', { SnapshotIdentifier: 'rs:a-2' })],
  ['AccessDenied', 403, call(copy, kept, reader)],
  ['ExpiredToken', 403, call('DescribeClusters', {}, expired)],
  ['ExpiredToken', 403, call('GetCallerIdentity', {}, expired)],
  ['InvalidClientTokenId', 403, call('DescribeClusters', {}, { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' })],
  ['SignatureDoesNotMatch', 403, call('DescribeClusters', {}, { ...own, secretAccessKey: 'wrong' })],
  ['Throttling', 400, call(list, { ClusterIdentifier: 'fault-throttle' })],
  ['InternalFailure', 500, call(list, { ClusterIdentifier: 'fault-internalError' })],
  ['ServiceUnavailable', 503, call(list, { ClusterIdentifier: 'fault-unavailable' })],
];

/** Equal for every tool: the same time, the same data, and faults that a request asks for by the cluster it names. */
async function startArranged(): Promise<RunningSandbox> {
  const identities = [own, reader, expired];
  const sandbox = await startSandbox({ data: 'empty', clock: { now: () => noon }, identities, manualSnapshotQuota: 4 });
  const Tags = [{ Key: 'team', Value: 'a <b> & "c" \'ü\u2028\r\n' }];
  sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 7, Tags });
  sandbox.data.addCluster({ ClusterIdentifier: 'paused', ClusterStatus: 'paused' });
  sandbox.data.addSnapshot(automated('alpha', 5 * hour + 123, { SnapshotIdentifier: 'rs:a-1', Tags }));
  sandbox.data.addSnapshot(
    automated('alpha', 2 * hour, { SnapshotIdentifier: 'rs:a-2', TotalBackupSizeInMegaBytes: 1.5 }),
  );
  sandbox.data.addSnapshot(manual('alpha', 'm-1'));
  sandbox.data.addSnapshot(manual('gone', 'm-2', { AccountsWithRestoreAccess: [{ AccountId: '444455556666' }] }));
  sandbox.data.addSnapshot(manual('gone', 'm-3', { ManualSnapshotRetentionPeriod: 9 }));
  sandbox.onRequest(({ parameters }) => {
    const name = parameters['ClusterIdentifier']?.replace('fault-', '') ?? '';
    if (isFaultName(name)) {
      sandbox.inject({ name, error: { code: 'UnsupportedOperation', status: 400, message: 'Not supported.' } });
    }
  });
  return sandbox;
}

const everyCall = [...successes, ...failures.map(([, , failing]) => failing)];

async function outcomesOf(tool: Tool, calls: readonly Call[] = everyCall): Promise<Outcome[]> {
  const sandbox = await startArranged();
  try {
    return await tool(sandbox, calls);
  } finally {
    await sandbox.close();
  }
}

type Tool = (sandbox: RunningSandbox, calls: readonly Call[]) => Promise<Outcome[]>;

const sdk: Tool = async (sandbox, calls) => {
  const outcomes: Outcome[] = [];
  for (const { operation, input, as } of calls) {
    const settings = { endpoint: sandbox.endpoint, region: sandbox.region, credentials: as, maxAttempts: 1 };
    const dated = input['StartTime'] ? { ...input, StartTime: new Date(String(input['StartTime'])) } : input;
    outcomes.push(
      await ask(new RedshiftClient(settings), new STSClient(settings), operation, dated).then(told, failed),
    );
  }
  return outcomes;
};

function ask(redshift: RedshiftClient, sts: STSClient, operation: string, input: Call['input']): Promise<object> {
  switch (operation) {
    case 'GetCallerIdentity':
      return sts.send(new GetCallerIdentityCommand(input));
    case 'DescribeClusters':
      return redshift.send(new DescribeClustersCommand(input));
    case 'DescribeClusterSnapshots':
      return redshift.send(new DescribeClusterSnapshotsCommand(input));
    case 'CopyClusterSnapshot':
      return redshift.send(new CopyClusterSnapshotCommand(input as unknown as CopyClusterSnapshotMessage));
    case 'CreateClusterSnapshot':
      return redshift.send(new CreateClusterSnapshotCommand(input as unknown as CreateClusterSnapshotMessage));
    default:
      return redshift.send(new DeleteClusterSnapshotCommand(input as unknown as DeleteClusterSnapshotMessage));
  }
}

function told(answer: object): Outcome {
  const { $metadata: _, ...output } = answer as { readonly $metadata?: unknown };
  return { output: comparable(output) };
}

function failed(
  error: Error & { Error?: { Code?: string }; Code?: string; $metadata?: { httpStatusCode?: number } },
): Outcome {
  return { code: error.Error?.Code ?? error.Code, status: error.$metadata?.httpStatusCode, message: error.message };
}

/** Runs every call in one process. */
const boto3: Tool = async (sandbox, calls) => {
  const script = `
import boto3, botocore, json, sys
from botocore.config import Config
task = json.load(sys.stdin)
def outcome(call):
    client = boto3.client(call['service'], endpoint_url=task['endpoint'], region_name=task['region'],
        aws_access_key_id=call['as']['accessKeyId'], aws_secret_access_key=call['as']['secretAccessKey'],
        config=Config(retries={'total_max_attempts': 1}))
    try:
        output = getattr(client, botocore.xform_name(call['operation']))(**call['input'])
        del output['ResponseMetadata']
        return {'output': output}
    except botocore.exceptions.ClientError as error:
        answer = error.response
        return {'code': answer['Error']['Code'], 'message': answer['Error']['Message'], 'status': answer['ResponseMetadata']['HTTPStatusCode']}
json.dump([outcome(call) for call in task['calls']], sys.stdout, default=lambda time: time.isoformat())
`;
  const { endpoint, region } = sandbox;
  return comparable(await python(script, { endpoint, region, calls })) as Outcome[];
};

/** The AWS CLI (version 1) in one process: its start is most of what a call costs. */
const awsCliDriver: Tool = async (sandbox, calls) => {
  const script = `
import awscli.clidriver, contextlib, io, json, os, sys
task = json.load(sys.stdin)
os.environ.update(task['env'])
drivers = {}
def outcome(call):
    os.environ.update(call['env'])
    key = json.dumps(call['env'])
    drivers[key] = drivers.get(key) or awscli.clidriver.create_clidriver()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = drivers[key].main(call['args'])
    return [code, out.getvalue(), err.getvalue()]
json.dump([outcome(call) for call in task['calls']], sys.stdout)
`;
  const told = await python(script, {
    env: { AWS_DEFAULT_REGION: sandbox.region, AWS_ENDPOINT_URL: sandbox.endpoint },
    calls: calls.map(one => ({ args: commandLineOf(one), env: keysOf(one) })),
  });
  return (told as [number, string, string][]).map(([code, out, err], i) =>
    code === 0 ? { output: comparable(JSON.parse(out)) } : refusalOf(err, calls[i]?.operation, sandbox),
  );
};

/** The AWS CLI as it is started by hand. */
const awsCli: Tool = async (sandbox, calls) => {
  const outcomes: Outcome[] = [];
  for (const one of calls) {
    const where = { AWS_ENDPOINT_URL: sandbox.endpoint, AWS_DEFAULT_REGION: sandbox.region };
    const env = { ...cleanEnvironment(), ...where, ...keysOf(one) };
    const answer = run('aws', commandLineOf(one), { env, maxBuffer: 2 ** 24 });
    outcomes.push(
      await answer.then(
        ({ stdout }) => ({ output: comparable(JSON.parse(stdout)) }),
        (error: { stderr?: string }) => refusalOf(String(error.stderr), one.operation, sandbox),
      ),
    );
  }
  return outcomes;
};

function commandLineOf({ service, operation, input }: Call): string[] {
  const name = operation.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  return [service, name, '--cli-input-json', JSON.stringify(input), '--output', 'json', '--no-paginate'];
}

function keysOf({ as }: Call): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: as.accessKeyId, AWS_SECRET_ACCESS_KEY: as.secretAccessKey };
}

/** The CLI does not tell the status: it is what the sandbox sent. */
function refusalOf(said: string, operation: string | undefined, { requests }: RunningSandbox): Outcome {
  const pattern = /An error occurred \((\w+)\) when calling the \w+ operation(?: \(reached max retries: 0\))?: (.*)/;
  const [, code, message = said] = pattern.exec(said) ?? [];
  const sent = requests.find(({ action, outcome }) => action === operation && outcome?.code === code);
  return { code, status: sent?.outcome?.status, message };
}

/** Runs a script that reads JSON and prints JSON. */
async function python(script: string, task: object): Promise<unknown> {
  const running = run('python3', ['-c', script], { env: cleanEnvironment(), maxBuffer: 2 ** 24 });
  running.child.stdin?.end(JSON.stringify(task));
  return JSON.parse((await running).stdout);
}

/** Nothing of this machine's own configuration, and no second attempt. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS');
  const nowhere = { AWS_CONFIG_FILE: 'does-not-exist', AWS_SHARED_CREDENTIALS_FILE: 'does-not-exist' };
  return {
    ...Object.fromEntries(own),
    ...nowhere,
    AWS_MAX_ATTEMPTS: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

/** Instants as numbers, and members that are undefined left out. */
function comparable(value: unknown): unknown {
  const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string' && instant.test(part) ? Date.parse(part) : part,
  );
}

async function isThere(command: string, args: readonly string[]): Promise<boolean> {
  return run(command, [...args]).then(
    () => true,
    () => false,
  );
}

describe('sandbox: beside other tools', function () {
  this.timeout(60_000);
  let reference: Outcome[];

  before(async () => {
    reference = await outcomesOf(sdk);
  });

  it('the JavaScript SDK understands every operation and every error', () => {
    for (const [i, { operation }] of successes.entries()) {
      assert.ok('output' in (reference[i] ?? {}), `${operation}: ${JSON.stringify(reference[i])}`);
    }
    const seen = reference
      .slice(successes.length)
      .map(outcome => ('code' in outcome ? [outcome.code, outcome.status] : []));
    assert.deepEqual(
      seen,
      failures.map(([code, status]) => [code, status]),
    );
  });

  it('boto3 understands the same (skipped where it is not installed)', async function () {
    if (!(await isThere('python3', ['-c', 'import boto3']))) {
      this.skip();
    }
    assert.deepEqual(await outcomesOf(boto3), reference);
  });

  it('the AWS CLI understands the same (skipped where version 1 is not installed)', async function () {
    if (!(await isThere('python3', ['-c', 'import awscli.clidriver']))) {
      this.skip();
    }
    assert.deepEqual(await outcomesOf(awsCliDriver), reference);
  });

  it('the AWS CLI, started by hand, understands an answer and an error (skipped where it is not installed)', async function () {
    if (!(await isThere('aws', ['--version']))) {
      this.skip();
    }
    const few = [call('DescribeClusters'), call(copy, kept), call(copy, kept)];
    assert.deepEqual(await outcomesOf(awsCli, few), await outcomesOf(sdk, few));
  });
});
