import type { Blocked } from '../eventLoop';

/** What the suite inside VS Code is told, as JSON in the environment. */
export interface HostTask {
  /** Where the findings go. */
  readonly output: string;
  readonly endpoint: string;
  readonly copies: number;
  /** The first document of the window is one that VS Code opens alone. */
  readonly plainFirst: boolean;
  /** At least one: it has the rows to be copied. */
  readonly expansions: number;
  /** Seconds; 0 to leave it out. */
  readonly idle: number;
}

export const taskVariable = 'REDSHIFT_SNAPSHOTS_BENCH';

/** What the suite inside VS Code has found. Times are ms, instants ms since the epoch. */
export interface Findings {
  readonly vscode: string;
  readonly load: number;
  readonly activate: number;
  /** From asking for the view to VS Code's asking the extension for rows. */
  readonly firstAsked: number;
  /** From asking for the view to the rows of the root, as they left the extension. */
  readonly firstRows: number;
  readonly firstRowsAgain: number;
  readonly blockStart: Blocked;
  readonly expansions: readonly Expansion[];
  readonly roundTrips: readonly number[];
  /** From the answer to the last question to the document in the editor; the first one apart. */
  readonly firstDocument: number;
  /** The same of a document that is only opened, where that was to be the first. */
  readonly firstPlain: number;
  readonly documents: readonly number[];
  /** From calling the command with all that it would ask to the document in the editor: the checks come then, too. */
  readonly withoutPrompts: readonly number[];
  /** Of documents that are only opened. */
  readonly plainDocuments: readonly number[];
  readonly blockDocument: Blocked;
  /** Nothing pending and the view shown, nothing pending and the view hidden, copies pending and the view hidden. */
  readonly idle?: { readonly shown: Idle; readonly hidden: Idle; readonly pending: Idle };
}

export interface Expansion {
  readonly asked: number;
  /** Children that VS Code was given in the end. */
  readonly children: number;
  /** ms until the last of them left the extension. */
  readonly complete: number;
  /** Until then. */
  readonly blocked: Blocked;
}

export interface Idle {
  readonly from: number;
  readonly to: number;
  /** The timers that went off in that time. */
  readonly timers: readonly string[];
}
