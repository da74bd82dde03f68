import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Snapshot } from '../../core/model/snapshot';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import { changeAtOnce, changeWithPrompts } from './change';
import { copyRequest } from './copyToManual';
import type { CopyHost } from './runCopy';
import { copyAll, copyManyAnswered } from './runMany';

export interface RunOptions {
  /** What the user saw of each, where there was something to see. */
  readonly seen?: readonly Snapshot[];
}

/** Carries out any operation: confirmation, progress, result. */
export class Runner {
  readonly #host: CopyHost;

  constructor(host: CopyHost) {
    this.#host = host;
  }

  /**
   * Confirms where the user wants that, carries out, and shows the answer or a report. Returns what was done with each, as
   * a report has it, with the `Response`. One that cannot be sent is an error. Undefined: cancelled, nothing has happened.
   */
  async run<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    inputs: readonly Input[],
    { seen }: RunOptions = {},
  ): Promise<readonly JsonObject[] | undefined> {
    if (operation.name !== 'CopyClusterSnapshot') {
      return changeWithPrompts(this.#host, session, { operation, inputs, ...(seen && { seen }) });
    }
    const requests = inputs as unknown as readonly CopyInput[];
    const [only, ...others] = requests;
    if (only !== undefined && others.length === 0) {
      const response = await copyRequest(this.#host, session, only);
      return response && [{ ...only, Outcome: 'Copied', Response: response }];
    }
    return copyManyAnswered(this.#host, session, { requests });
  }

  /** The same for programs: asks nothing, and is refused where the user wants to confirm. */
  async runAtOnce<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    inputs: readonly Input[],
  ): Promise<readonly JsonObject[]> {
    return operation.name === 'CopyClusterSnapshot'
      ? copyAll(this.#host, session, inputs as unknown as readonly CopyInput[])
      : changeAtOnce(this.#host, session, { operation, inputs });
  }
}
