/** What a command does, by its id. */
export type CommandTable = Readonly<Record<string, Command>>;

export interface Command {
  // The arguments are VS Code's to give: a command tells its own from a row's by looking.
  run(...given: readonly unknown[]): unknown;
  /** True when it was called by a program, with all that it would ask: then its error is passed on, not shown. */
  asksNothing?(...given: readonly unknown[]): boolean;
}
