import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-redshift';
import { type NextStep, stepsAfterOperation } from '../../../../src/core/access/nextStep';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import type { ProblemKind } from '../../../../src/core/model/problem';
import { modelled } from '../../../../src/sandbox/protocol/serviceError';
import { CopyStage } from '../../../support/copyStage';
import { sendCopy } from '../../../support/runCopy';

type ErrorSchema = Parameters<typeof modelled>[0];

/** What an error is, whether the copy is sent again by itself, and what the user can do. */
interface Rule {
  readonly kind: ProblemKind;
  /** `failed` when absent. */
  readonly end?: 'unknown';
  readonly sends: number;
  readonly steps: readonly NextStep[];
}

const rules: Readonly<Record<string, Rule>> = {
  // The six that CopyClusterSnapshot models: an answer, so never sent again.
  ClusterNotFoundFault: { kind: 'clusterNotFound', sends: 1, steps: ['refresh', 'showLog'] },
  ClusterSnapshotAlreadyExistsFault: { kind: 'snapshotAlreadyExists', sends: 1, steps: ['chooseAnotherName'] },
  ClusterSnapshotNotFoundFault: { kind: 'snapshotNotFound', sends: 1, steps: ['refresh', 'showLog'] },
  ClusterSnapshotQuotaExceededFault: {
    kind: 'snapshotQuotaExceeded',
    sends: 1,
    steps: ['showManualSnapshots', 'openQuotaHelp'],
  },
  InvalidClusterSnapshotStateFault: { kind: 'invalidSnapshotState', sends: 1, steps: ['refresh', 'showLog'] },
  InvalidRetentionPeriodFault: { kind: 'invalidRetentionPeriod', sends: 1, steps: ['retry', 'showLog'] },
  // Those that other operations model and that may come all the same.
  DependentServiceAccessDeniedFault: { kind: 'accessDenied', sends: 1, steps: ['copyIamStatement', 'chooseProfile'] },
  UnauthorizedOperation: { kind: 'accessDenied', sends: 1, steps: ['copyIamStatement', 'chooseProfile'] },
  ResourceNotFoundFault: { kind: 'resourceNotFound', sends: 1, steps: ['refresh', 'showLog'] },
  InvalidTagFault: { kind: 'invalidTag', sends: 1, steps: ['retry', 'showLog'] },
  TagLimitExceededFault: { kind: 'tooManyTags', sends: 1, steps: ['retry', 'showLog'] },
  AuthorizationAlreadyExistsFault: { kind: 'accessExists', sends: 1, steps: ['refresh', 'showLog'] },
  AuthorizationNotFoundFault: { kind: 'accessNotFound', sends: 1, steps: ['refresh', 'showLog'] },
  AuthorizationQuotaExceededFault: { kind: 'accessQuotaExceeded', sends: 1, steps: ['retry', 'showLog'] },
  LimitExceededFault: { kind: 'keyGrantsExceeded', sends: 1, steps: ['retry', 'showLog'] },
  UnsupportedOperationFault: { kind: 'unsupported', sends: 1, steps: ['retry', 'showLog'] },
  DependentServiceRequestThrottlingFault: { kind: 'throttled', sends: 5, steps: ['retry', 'showLog'] },
  // It may have been done: sent again only because the service says that the copy is not there, and unknown in the end.
  DependentServiceUnavailableFault: {
    kind: 'serviceUnavailable',
    end: 'unknown',
    sends: 5,
    steps: ['retry', 'showLog'],
  },
};
const anyOther: Rule = { kind: 'unknown', sends: 1, steps: ['retry', 'showLog'] };

describe('each error that Redshift models, as the answer to a copy', () => {
  let stage: CopyStage;
  let gateway: RedshiftGateway;

  before(async () => {
    stage = await CopyStage.open();
    gateway = stage.connect();
  });
  afterEach(() => stage.sandbox.clearFaults());
  after(async () => {
    gateway.dispose();
    await stage.close();
  });

  const schemas = Object.values(sdk).filter(isErrorSchema);

  it('is in the table, as far as it has a rule of its own', () => {
    const names = schemas.map(([, , name]) => name);
    assert.ok(names.length > 140);
    assert.deepEqual(
      Object.keys(rules).filter(name => !names.includes(name)),
      [],
    );
  });

  for (const schema of schemas) {
    const { kind, end = 'failed', sends, steps } = rules[schema[2]] ?? anyOther;
    it(`${schema[2]}: ${kind}, sent ${sends === 1 ? 'once' : `${sends} times`}`, async () => {
      const { code, status } = modelled(schema, '');
      const error = { code, status, message: `Said with ${code}` };
      stage.sandbox.inject({ name: 'error', action: 'CopyClusterSnapshot', count: 100, error });
      const before = stage.asked('CopyClusterSnapshot');

      const outcome = await sendCopy({
        ...{ gateway, input: stage.request(), before: undefined, wait: stage.wait },
        ...{ account: '111122223333', signal: new AbortController().signal },
      });

      assert.ok(outcome.kind === end);
      const { problem } = outcome;
      const said = [problem.kind, problem.code, problem.message, problem.httpStatus];
      assert.deepEqual(said, [kind, code, error.message, status]);
      assert.equal(problem.requestId, requestIdOf(stage, end === 'unknown' ? before : before + sends - 1));
      assert.equal(stage.asked('CopyClusterSnapshot') - before, sends);
      assert.deepEqual(stepsAfterOperation(problem), steps);
      assert.deepEqual(stage.manual(), []);
    });
  }
});

/** [-3, namespace, name, traits, members, types]: the SDK's form of an error. */
function isErrorSchema(value: unknown): value is ErrorSchema {
  return Array.isArray(value) && value[0] === -3 && typeof value[3] === 'object' && 'awsQueryError' in value[3];
}

/** Of a call, by its number from 0. */
function requestIdOf({ sandbox }: CopyStage, number: number): string | undefined {
  return sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot')[number]?.requestId;
}
