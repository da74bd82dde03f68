import type { Checked } from '../model/checked';
import type { OperationInput, OperationName } from '../model/gateway';
import type { JsonValue } from '../model/json';
import type { Problem } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import type { CallerIdentity } from '../model/target';
import type { Reads, SnapshotName } from './reads';
import type { Refusal } from './refusal';

/** An operation of the service that creates, changes or destroys a snapshot: all that is true of it. */
export interface Operation<Input extends OperationInput = OperationInput> {
  readonly name: OperationName;
  readonly effect: 'creates' | 'changes' | 'destroys';
  /** What it does, in a sentence. */
  readonly documentation: string;
  /** A file `*.redshift-<word>.json` holds its parameters. */
  readonly requestWord: string;
  /** In the order of the API reference. */
  readonly parameters: readonly Parameter[];
  /** The command of package.json, without its prefix. */
  readonly command: string;
  /** What its documents call it, in English like the API's own names: `copy`, `copies`, `Copied`. */
  readonly words: { readonly verb: string; readonly several: string; readonly done: string };
  /**
   * What follows an unclear answer: another call only when the snapshot is not there, or is the same one as before: nothing
   * but a look tells whether it is another one by now.
   */
  readonly resend: 'whenNotThere' | 'whenStillThere';
  /** The snapshot that it makes, changes or removes. */
  subject(asked: Asked<Input>): Subject;
  /** Whether the row of a snapshot offers it; absent where the row of a cluster does. */
  isOffered?(row: Snapshot): boolean;
  /** The parameters that a row gives: a snapshot, or the one that a cluster would have now. The others are asked for. */
  about(row: Snapshot): Partial<Input>;
  /** The automated snapshot that it makes another one of. */
  source?(input: Input): SnapshotName;
  /** The clusters that it may be about, where the parameters may leave the cluster out and a call needs it all the same. */
  clusters?(reads: Reads, input: Input, signal: AbortSignal): Promise<readonly string[]>;
  /** Reads what it is about, side by side, and tells all that forbids it. */
  examine(reads: Reads, input: Input, signal: AbortSignal): Promise<Examination>;
  /** What the subject, as the service lists it (undefined: it does not), says of the operation. */
  outcomeOf(found: Snapshot | undefined, asked: Asked<Input>): 'done' | 'inProgress' | 'failed' | 'notDone' | 'other';
  /** The members that the record compares. */
  readonly compares: readonly ComparedMember[];
  /** What they should be by the snapshot before and by what was asked; undefined where nothing can be compared. */
  expected(asked: Asked<Input>): Expected | undefined;
  /** Whether what it would change is not as the user saw it, beside the retention period. */
  isOther?(this: void, input: Input, seen: Snapshot, now: Snapshot): boolean;
  /** The calls that take it back; none where it has changed nothing. */
  inverse?(asked: Asked<Input>): readonly Call[];
  /** A call that goes with one that was done, where the user wants that; it has an outcome and a record of its own. */
  follow?(asked: Asked<Input>, made: Snapshot): Call | undefined;
  /** What leads to the same end later, and can be taken back until then; undefined where that end comes before by itself. */
  later?(row: Snapshot, now: number): LaterCall | undefined;
  /** It is summed up and confirmed in any case, as what destroys something is. */
  readonly isAlwaysConfirmed?: true;
}

/** With when it comes to its end: ms since the epoch. */
export interface LaterCall extends Call {
  readonly end: number;
}

/** One call of an operation. */
export interface Call {
  readonly operation: OperationName;
  readonly input: OperationInput;
}

/** What was asked, and the snapshot that it is about as it was before: a copy's source. */
export interface Asked<Input extends OperationInput = OperationInput> {
  readonly input: Input;
  readonly before?: Snapshot | undefined;
}

export interface Subject {
  readonly identifier: string;
  /** Absent where neither the parameters nor a reading says it. */
  readonly cluster?: string | undefined;
}

/** What a record expects of some members of the subject. */
export type Expected = Partial<Pick<Snapshot, ComparedMember>>;

/** In the order of a record. */
export const comparedMembers = [
  'clusterIdentifier',
  'createTime',
  'totalMegabytes',
  'encrypted',
  'kmsKeyId',
  'nodeType',
  'numberOfNodes',
  'manualRetentionDays',
  'type',
] as const satisfies readonly (keyof Snapshot)[];

/** Beside those, what an operation of its own changes. */
export type ComparedMember = (typeof comparedMembers)[number] | 'tags' | 'sharedWith';

/** One parameter, by its name in the API. */
export interface Parameter {
  readonly name: string;
  /** Its name in the object with which the command asks nothing. */
  readonly argument: string;
  /**
   * `identifier`: of a new manual snapshot, with its rules. `days`: a retention period. `account`: one to share with.
   * `snapshotArn`: of the row. `tags`, `tagKeys`: lists.
   */
  readonly kind: 'text' | 'identifier' | 'days' | 'account' | 'snapshotArn' | 'tags' | 'tagKeys';
  /** The API takes no call without it. */
  readonly required: boolean;
  /** What is sent when it is left out. */
  readonly default?: number;
  /** Other words for it, in lower-case letters. */
  readonly alsoCalled: readonly string[];
  /** What it means and which rules it has, in Markdown. */
  readonly documentation: string;
  /** Valid, and nobody's own. */
  readonly example: JsonValue;
  /** The values that it can only have for a snapshot that was read whole, to choose from. */
  choices?(snapshot: Snapshot): readonly Choice[];
}

export interface Choice {
  readonly value: string;
  /** What else is known of it: the value of a tag. */
  readonly about?: string;
}

/** What the checks before an operation have found. */
export interface Examination {
  readonly before?: Snapshot;
  readonly caller: Checked<CallerIdentity, Problem>;
  /** None: it can be sent. The first is the one to say. */
  readonly refusals: readonly Refusal[];
}
