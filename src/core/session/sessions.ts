import type { ConnectOptions, ProfileList, StaticCredentials } from '../model/aws';
import type { RedshiftGateway } from '../model/gateway';
import type { Problem } from '../model/problem';
import type { Sandbox } from '../model/sandbox';
import { type CallerIdentity, type CredentialSource, type Target, targetKey } from '../model/target';
import { openSessions } from './openSessions';
import { type RememberedChoice, resolveChoice, type Session, type SessionState, sessionsOf } from './session';

export interface SessionsOptions {
  readonly readProfiles: () => Promise<ProfileList>;
  readonly connect: (target: Target, more: SessionConnect) => Promise<RedshiftGateway>;
  /** Starts the embedded sandbox, or answers with the one that runs. */
  readonly startSandbox: () => Promise<Sandbox>;
  /** The choice of this workspace. */
  readonly memory: { read(): RememberedChoice | undefined; write(choice: RememberedChoice | undefined): void };
  /** Regions to show beside the one that is chosen. */
  readonly furtherRegions: () => readonly string[];
  readonly treeChanged: (session: Session, key?: string) => void;
  /** Everything of a session is asked for anew. */
  readonly refreshing: (session: Session) => void;
  readonly changed: (state: SessionState) => void;
  /** A session was opened again because its credentials now belong to another principal. */
  readonly principalChanged: (why: PrincipalChange) => void;
  /** A session could not be opened again. */
  readonly failed: (error: unknown) => void;
}

export interface PrincipalChange {
  readonly target: Target;
  readonly problem: Problem;
}

/**
 * `asked`: by the user; whoever is not known may be known by now. `credentialsChanged`: after signing in, and when the AWS
 * files have changed; fresh credentials are taken, and where they are another principal's, the choice is opened again.
 * `signedInElsewhere`: somebody may have signed in with another tool; the same, where that is what is waited for.
 */
export type RefreshReason = 'asked' | 'credentialsChanged' | 'signedInElsewhere';

export type SessionConnect = Pick<ConnectOptions, 'credentials' | 'principalChanged'>;

/**
 * Holds the one session that is on the screen. Each change replaces it, ends the one before it (its requests are aborted,
 * its late answers dropped), and is told once. Of two changes under way at once the later one wins.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  #state: SessionState = { kind: 'idle' };
  #ending: AbortController | undefined;
  #opening: Promise<void> | undefined;
  #change = 0;
  readonly #listeners = new Set<() => void>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The open session, if there is one. */
  get session(): Session | undefined {
    return this.#state.kind === 'open' ? this.#state.session : undefined;
  }

  /** Called after each change, when it is shown. */
  onChanged(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** One for each Region that is shown. */
  get all(): readonly Session[] {
    return sessionsOf(this.#state);
  }

  isCurrent(session: Session): boolean {
    return this.all.includes(session);
  }

  /**
   * Opens what this workspace had chosen before, else what the AWS tools would use. Resolves when that, or what was chosen
   * meanwhile, is open; asks nothing the second time, and rejects only for those who waited.
   */
  async start(): Promise<void> {
    if (this.#state.kind === 'idle') {
      this.#opening = this.#open(this.#options.memory.read());
    }
    let awaited: Promise<void> | undefined;
    while (this.#state.kind === 'starting' && awaited !== this.#opening) {
      awaited = this.#opening;
      await awaited;
    }
  }

  /** Reads the AWS files again and opens the same choice with what they say now, where something has been opened at all. */
  async reopen(): Promise<void> {
    if (this.#state.kind !== 'idle') {
      this.#opening = this.#open(this.#options.memory.read());
      await this.#opening;
    }
  }

  /**
   * Everything is asked anew. Without an open session, and where the AWS files may say something else by now, the choice is
   * opened again.
   */
  async refresh(why: RefreshReason): Promise<void> {
    const { state, session, all } = this;
    if (why === 'signedInElsewhere' && !all.some(({ tree }) => tree.problem?.signIn?.kind === 'sso')) {
      return;
    }
    if (state.kind === 'idle' && why === 'asked') {
      await this.start();
    } else if (session === undefined) {
      await this.reopen();
    } else if (why !== 'asked') {
      await (session.target.source.kind !== 'sample' && this.#renew(session));
    } else if (state.kind === 'open' && state.identity === undefined) {
      await this.reopen();
    } else {
      await Promise.all(
        all.map(({ gateway, tree }) => {
          gateway.allowQuestions();
          return tree.refresh();
        }),
      );
    }
  }

  async choose(source: CredentialSource, region?: string): Promise<void> {
    const choice = region === undefined ? { source } : { source, region };
    this.#options.memory.write(choice);
    this.#opening = this.#open(choice);
    await this.#opening;
  }

  dispose(): void {
    this.#change += 1;
    this.#ending?.abort();
  }

  async #open(choice: RememberedChoice | undefined): Promise<void> {
    this.#change += 1;
    const change = this.#change;
    this.#ending?.abort();
    this.#become({ kind: 'starting' });
    try {
      const opened = choice?.source.kind === 'sample' ? await this.#openSample() : await this.#openChosen(choice);
      if (change === this.#change) {
        this.#show(opened);
      } else {
        opened.ending?.abort();
      }
    } catch (error) {
      // What was replaced meanwhile is not on the screen any more, and neither is why it could not be opened.
      if (change === this.#change) {
        this.#become({ kind: 'noneChosen', problems: [] });
        throw error;
      }
    }
  }

  #show(opened: Opened): void {
    this.#ending = opened.ending;
    this.#become(opened.state);
    if (opened.state.kind === 'open') {
      for (const session of this.all) {
        // Nobody waits for it but what is about to change something: shown when it is known.
        void session.identity;
      }
    }
  }

  async #openSample(): Promise<Opened> {
    const { endpoint, region, credentials } = await this.#options.startSandbox();
    return this.#connect({ source: { kind: 'sample' }, region, endpoint }, { problems: [] }, credentials);
  }

  async #openChosen(choice: RememberedChoice | undefined): Promise<Opened> {
    const list = await this.#options.readProfiles();
    const resolution = resolveChoice(list, choice);
    const variable = choice === undefined && list.initial?.kind === 'profile' ? list.named?.variable : undefined;
    const found = { problems: list.problems, ...(variable && { variable }) };
    switch (resolution.kind) {
      case 'target':
        return this.#connect(resolution.target, found);
      case 'noProfiles':
        return { state: { kind: 'noProfiles', problems: list.problems } };
      case 'noneChosen': {
        const gone = resolution.source?.kind === 'profile' ? resolution.source.name : undefined;
        const state = { kind: 'noneChosen', problems: list.problems } as const;
        return { state: gone === undefined ? state : { ...state, gone } };
      }
      case 'noRegion':
        return resolution.source === undefined
          ? { state: { kind: 'noneChosen', problems: list.problems } }
          : { state: { kind: 'noRegion', source: resolution.source, ...found } };
    }
  }

  /** The Region that was chosen, and those to be shown beside it: one caller, each Region with an outcome of its own. */
  async #connect(target: Target, found: FilesFound, credentials?: StaticCredentials): Promise<Opened> {
    const { connect, furtherRegions, treeChanged, refreshing } = this.#options;
    const ending = new AbortController();
    const { signal: ended } = ending;
    const principalChanged = (problem: Problem): void => this.#openAgain(ending, { target, problem });
    const gateway = await connect(target, { principalChanged, ...(credentials && { credentials }) });
    const regions = target.source.kind === 'sample' ? [] : furtherRegions();
    const further = [...new Set(regions)].filter(region => region !== target.region);
    const known = (identity: CallerIdentity): void => this.#showIdentity(ending, identity);
    const [session, ...others] = openSessions({ target, gateway, further, known, ended, treeChanged, refreshing });
    return { state: { kind: 'open', session, others, ...found }, ending };
  }

  /** The credentials are another principal's by now: nothing of theirs is shown in this session. */
  #openAgain(ending: AbortController, why: PrincipalChange): void {
    if (this.#ending === ending && !ending.signal.aborted) {
      this.#options.principalChanged(why);
      // On its own: whoever found it out is refused.
      void this.reopen().catch(this.#options.failed);
    }
  }

  async #renew(session: Session): Promise<void> {
    const isSame = await this.#isStillTarget(session);
    if (!this.isCurrent(session)) {
      return;
    }
    if (!isSame) {
      await this.reopen();
      return;
    }
    session.gateway.renewCredentials();
    // Where they are another one's, the session has been replaced when this is over.
    await session.gateway.callerIdentity(session.ended).catch(() => undefined);
    const { state, all } = this;
    if (state.kind !== 'open' || state.session !== session) {
      await this.start();
      return;
    }
    for (const { tree } of all) {
      // On its own: its rows follow when they are here.
      void tree.refresh();
    }
    await session.identity;
  }

  async #isStillTarget({ target }: Session): Promise<boolean> {
    const resolution = resolveChoice(await this.#options.readProfiles(), this.#options.memory.read());
    return resolution.kind === 'target' && targetKey(resolution.target) === targetKey(target);
  }

  #showIdentity(ending: AbortController, identity: CallerIdentity): void {
    if (this.#ending === ending && this.#state.kind === 'open' && this.#state.identity === undefined) {
      this.#become({ ...this.#state, identity });
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#options.changed(state);
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** What the AWS files and the environment say besides the target. */
type FilesFound = Pick<Extract<SessionState, { kind: 'open' }>, 'problems' | 'variable'>;

interface Opened {
  readonly state: SessionState;
  /** Ends the session of an open state. */
  readonly ending?: AbortController;
}
