import type { NextStep } from '../access/nextStep';
import type { ConfigProblem, ProfileList } from '../model/aws';
import type { RedshiftGateway } from '../model/gateway';
import type { CallerIdentity, CredentialSource, Target } from '../model/target';
import type { TreeModel } from '../tree/treeModel';

/** One target with all that belongs to it. Compare by identity after each await: another one is another account. */
export interface Session {
  readonly target: Target;
  readonly gateway: RedshiftGateway;
  /** Who the credentials are; undefined when STS could not say, which is asked again then. Never rejects. */
  readonly identity: Promise<CallerIdentity | undefined>;
  readonly tree: TreeModel;
  /** Aborted when the session is replaced. */
  readonly ended: AbortSignal;
  /** For what must be carried to its end: the connection stays open until it has settled, also when the session is replaced. */
  readonly carryThrough: <Value>(work: Promise<Value>) => Promise<Value>;
}

/** What is shown: replaced as a whole, never changed. */
export type SessionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'noProfiles'; readonly problems: readonly ConfigProblem[] }
  | { readonly kind: 'noneChosen'; readonly gone?: string; readonly problems: readonly ConfigProblem[] }
  | {
      readonly kind: 'noRegion';
      readonly source: CredentialSource;
      readonly problems: readonly ConfigProblem[];
      readonly variable?: string;
    }
  | {
      readonly kind: 'open';
      /** The Region that was chosen. */
      readonly session: Session;
      /** The Regions that are shown beside it. */
      readonly others: readonly Session[];
      readonly problems: readonly ConfigProblem[];
      /** The environment variable that named the profile, where nobody has chosen one. */
      readonly variable?: string;
      /** As soon as STS has answered. */
      readonly identity?: CallerIdentity;
    };

/** One session for each Region that is shown; none while nothing is open. */
export function sessionsOf(state: SessionState): readonly Session[] {
  return state.kind === 'open' ? [state.session, ...state.others] : [];
}

/** What is wrong with the AWS files, as far as it concerns what is on the screen. */
export function problemsOf(state: SessionState): readonly ConfigProblem[] {
  if (state.kind === 'idle' || state.kind === 'starting') {
    return [];
  }
  const source = sourceOf(state);
  const name = source?.kind === 'profile' ? source.name : undefined;
  return state.problems.filter(({ kind, profile }) =>
    // What the environment names does not matter where something else was chosen.
    kind === 'noSuchProfile' ? source === undefined : profile === undefined || profile === name,
  );
}

/** The credentials that were chosen. */
export function sourceOf(state: SessionState): CredentialSource | undefined {
  switch (state.kind) {
    case 'open':
      return state.session.target.source;
    case 'noRegion':
      return state.source;
    default:
      return undefined;
  }
}

/** The steps that lead to a session, the best first: those of the welcome text, for where rows stand in its place. */
export function stepsToOpen(state: SessionState): readonly NextStep[] {
  switch (state.kind) {
    case 'noProfiles':
      return ['openConfigFile', 'refresh', 'exploreSampleData'];
    case 'noneChosen':
      return ['chooseProfile', 'exploreSampleData'];
    case 'noRegion':
      return ['chooseRegion', 'chooseProfile'];
    default:
      return [];
  }
}

/** What was chosen in this workspace, to be chosen again next time. */
export interface RememberedChoice {
  readonly source: CredentialSource;
  /** Only where the user was asked for it. */
  readonly region?: string;
}

/** What a choice comes to with the profiles of this machine. */
export type Resolution =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'noProfiles' | 'noneChosen' | 'noRegion'; readonly source?: CredentialSource };

/**
 * The target that a choice stands for. Without a choice: what the AWS tools would use. The Region is the one that was
 * chosen, else the profile's or the environment's; never a default of our own.
 */
export function resolveChoice(list: ProfileList, choice: RememberedChoice | undefined): Resolution {
  const source = choice?.source ?? list.initial;
  if (source === undefined) {
    return { kind: list.profiles.length === 0 && list.environment === undefined ? 'noProfiles' : 'noneChosen' };
  }
  const found = source.kind === 'profile' ? list.profiles.find(({ name }) => name === source.name) : list.environment;
  if (found === undefined) {
    return { kind: 'noneChosen', source };
  }
  const region = choice?.region ?? found.region;
  if (region === undefined) {
    return { kind: 'noRegion', source };
  }
  return {
    kind: 'target',
    target: found.endpoint === undefined ? { source, region } : { source, region, endpoint: found.endpoint },
  };
}
