/** The sentences about an operation that no other one has. */
export interface OperationWords {
  /** Its command's title, without dots: `Copy to Manual Snapshot`. */
  readonly title: string;
  /** What its button says for one. */
  readonly verb: string;
  /** What a prompt asks for that picks a row, at a cluster where that is known. */
  pick(cluster?: string): string;
  /** No row there offers it. */
  noneToPick(cluster?: string): string;
  /** What is asked for, beside a name and a period: an account, tags. */
  readonly asks?: string;
  /** Which rows offer it. */
  readonly onlyFor: string;
  /** Nothing has happened. */
  readonly nothing: string;
  /** What a summary says of it: what goes, what is interrupted, whether it can be undone, how to check it. */
  readonly consequences: readonly string[];
  /** About one of them. */
  one(names: Names): WordsOfOne;
  /** About several; the number as it is shown. */
  several(number: string): WordsOfSeveral;
}

export interface Names {
  /** Of the snapshot that is made, changed or removed. */
  readonly name: string;
  readonly cluster: string;
  /** Of the snapshot that must be there before: a copy's source. */
  readonly source: string;
  /** The account, the tags or the keys that it is asked with; empty where it has none. */
  readonly value: string;
}

export interface WordsOfOne {
  /** Of its prompts; of a row that is copied, say. */
  readonly title: string;
  /** While it is sent. */
  readonly doing: string;
  /** No clear answer came. */
  readonly inDoubt: string;
  readonly question: string;
  /** Has a word typed that confirms it. */
  typing(word: string): string;
  /** What a summary says of what is asked for, beside a name and a period. */
  readonly detail?: string;
  /** What a row of Activity says when it is done; absent where that is the state of the snapshot. */
  readonly state?: string;
  readonly done: string;
  /** There was no clear answer, and it was done. */
  readonly recovered: string;
  /** There was no clear answer, and it is not known. */
  readonly unknown: string;
  /** It ended well, after it was watched. */
  readonly ended: string;
  /** It was not done. */
  readonly notMade: string;
  readonly failed: string;
  /** The service has called it off. */
  readonly calledOff: string;
  /** Why the service refuses it in the state that its snapshot has. */
  readonly wrongState: string;
  /** What its row is called when it is read aloud. */
  readonly spoken: string;
  /** What "Copy As…" says that the command does; how long the snapshot is kept is said behind it. */
  readonly asCommand: string;
}

export interface WordsOfSeveral {
  readonly title: string;
  /** What its button says. */
  readonly verb: string;
  readonly doing: string;
  readonly question: string;
  typing(word: string): string;
  /** So many of them were done. */
  done(done: string): string;
}
