// Copies in a sandbox, over HTTP, through the real SDK. Time passes when it is waited for, and only then.
import { Caller, type ConnectionTuning } from '../../src/aws/connection/caller';
import { Connection } from '../../src/aws/connection/connection';
import { SdkGateway } from '../../src/aws/gateway';
import type { RedshiftGateway } from '../../src/core/model/gateway';
import type { Target } from '../../src/core/model/target';
import type { Wait } from '../../src/core/model/wait';
import type { CopyInput } from '../../src/core/operations/copyClusterSnapshot';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox';

const noon = Date.UTC(2026, 10, 22, 12, 0, 0);

export interface CopyStageOptions extends SandboxOptions {
  readonly tuning?: ConnectionTuning;
  /** How many automated snapshots there are to copy. */
  readonly sources?: number;
}

/** An account with the cluster alpha and its automated snapshots, `rs:alpha-0` the newest. */
export class CopyStage {
  /** Each pause that was asked for, ms. */
  readonly waits: number[] = [];
  /** Called in each pause, with the number of pauses up to now. */
  atWait: (count: number) => unknown = () => {};

  private constructor(
    readonly sandbox: RunningSandbox,
    private readonly tuning: ConnectionTuning,
  ) {}

  static async open({ tuning = {}, sources = 1, ...options }: CopyStageOptions = {}): Promise<CopyStage> {
    const sandbox = await startSandbox({
      ...{ clock: { now: () => noon }, data: 'empty', manualSnapshotQuota: 1_000_000 },
      ...options,
    });
    // Longer than any test lasts by the sandbox's clock.
    sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 35 });
    for (let age = 0; age < sources; age += 1) {
      sandbox.data.addSnapshot({
        ClusterIdentifier: 'alpha',
        SnapshotIdentifier: `rs:alpha-${age}`,
        SnapshotCreateTime: new Date(noon - (age + 1) * 60_000),
        ActualIncrementalBackupSizeInMegaBytes: 6000,
        MasterUsername: 'admin',
        MasterPasswordSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hush',
      });
    }
    return new CopyStage(sandbox, tuning);
  }

  get target(): Target {
    const { region, endpoint } = this.sandbox;
    return { source: { kind: 'profile', name: 'work' }, region, endpoint };
  }

  readonly now = (): number => this.sandbox.clock.now();

  readonly wait: Wait = async milliseconds => {
    this.waits.push(milliseconds);
    this.sandbox.clock.advance(milliseconds);
    await this.atWait(this.waits.length);
  };

  /** Resolves in the pause of this number, which then goes on for ever: nothing happens any more. */
  stopAtWait(number: number): Promise<void> {
    return new Promise(resolve => {
      this.atWait = count => {
        if (count === number) {
          resolve();
          return new Promise(() => {});
        }
        return undefined;
      };
    });
  }

  connect(): RedshiftGateway {
    const { region, endpoint, credentials } = this.sandbox;
    // As the sample has it: nothing of this machine's configuration applies.
    const options = { target: { source: { kind: 'sample' }, region, endpoint }, credentials, log: () => {} } as const;
    return new SdkGateway(new Connection(options, new Caller(options, this.tuning ?? {})));
  }

  request(given: Partial<CopyInput> = {}): CopyInput {
    return {
      SourceSnapshotClusterIdentifier: 'alpha',
      SourceSnapshotIdentifier: 'rs:alpha-0',
      TargetSnapshotIdentifier: 'alpha-kept',
      ManualSnapshotRetentionPeriod: 30,
      ...given,
    };
  }

  /** How often an operation was asked for. */
  asked(action: string): number {
    return this.sandbox.requests.filter(request => request.action === action).length;
  }

  /** The names of the manual snapshots that the service has, oldest first. */
  manual(): readonly string[] {
    return this.sandbox.data
      .snapshots()
      .filter(({ SnapshotType }) => SnapshotType === 'manual')
      .map(({ SnapshotIdentifier = '' }) => SnapshotIdentifier);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}
