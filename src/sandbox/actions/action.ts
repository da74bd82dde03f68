import type { StaticOperationSchema } from '@smithy/types';
import type { Identity } from '../model/identities';
import type { SignIn } from '../signIn/signIn';
import type { SnapshotViews } from '../state/life';
import type { RegionStore, World } from '../state/store';

/** What an operation may use: where it runs, for whom, and when. */
export interface ActionContext {
  readonly world: World;
  /** The caller's account in the Region that the request was signed for. */
  readonly store: RegionStore;
  readonly caller: Identity;
  readonly views: SnapshotViews;
  /** ms since the epoch, by the sandbox's clock. */
  readonly now: number;
  /** Manual snapshots that an account may have in a Region. */
  readonly manualSnapshotQuota: number;
  /** Where the retention of a copy starts: with its source's, or with the copying. */
  readonly copyRetentionFrom: 'source' | 'copying';
  readonly signIn: SignIn;
}

export type Values = Record<string, unknown>;

/** An operation of the service. `run` throws a ServiceError, or answers a value of the operation's output schema. */
export interface Action<I extends object = Values, O extends object = Values> {
  readonly operation: StaticOperationSchema;
  /** What an IAM policy would have to name, without `arn:…:`: `snapshot:alpha/*`; absent where no permission is needed. */
  readonly resource?: (input: I) => string;
  /** Answered without a signature: something in the request says who asks. */
  readonly unsigned?: true;
  readonly run: (input: I, context: ActionContext) => O;
}

/** Makes an action of any input and output storable beside others. The input was read by the operation's own schema. */
export function action<I extends object, O extends object>(definition: Action<I, O>): Action {
  const { operation, resource, unsigned, run } = definition;
  return {
    operation,
    ...(resource === undefined ? {} : { resource: (input: Values) => resource(input as I) }),
    ...(unsigned === undefined ? {} : { unsigned }),
    run: (input, context) => ({ ...run(input as I, context) }) as Values,
  };
}
