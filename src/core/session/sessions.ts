import type { ConfigProblem, ProfileList, StaticCredentials } from '../aws';
import type { RedshiftGateway } from '../gateway';
import type { Sandbox } from '../sandbox';
import { type CredentialSource, samePrincipal, type Target, targetKey } from '../target';
import { TreeModel } from '../tree/treeModel';
import { anyDefined, explainingRejections } from './disabledRegion';
import { type RememberedChoice, resolveChoice, type Session, type SessionState, sessionsOf } from './session';

export interface SessionsOptions {
  readonly readProfiles: () => Promise<ProfileList>;
  readonly connect: (target: Target, credentials?: StaticCredentials) => Promise<RedshiftGateway>;
  /** Starts the embedded sandbox, or answers with the one that runs. */
  readonly startSandbox: () => Promise<Sandbox>;
  /** The choice of this workspace. */
  readonly memory: { read(): RememberedChoice | undefined; write(choice: RememberedChoice | undefined): void };
  /** Regions to show beside the one that is chosen. */
  readonly furtherRegions: () => readonly string[];
  readonly treeChanged: (session: Session, key?: string) => void;
  readonly changed: (state: SessionState) => void;
}

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

  /** Reads the AWS files again and opens the same choice with what they say now. */
  async reload(): Promise<void> {
    this.#opening = this.#open(this.#options.memory.read());
    await this.#opening;
  }

  /** The same, where something has been opened at all. */
  async reopen(): Promise<void> {
    if (this.#state.kind !== 'idle') {
      await this.reload();
    }
  }

  /**
   * After signing in, and when the AWS files have changed: with the same target and the same principal everything is asked
   * anew, with fresh credentials; else the choice is opened again.
   */
  async renew(): Promise<void> {
    const { session, all } = this;
    if (session === undefined) {
      await this.reopen();
    } else if (session.target.source.kind !== 'sample') {
      const same =
        (await this.#isStillTarget(session)) && (await Promise.all(all.map(isStillPrincipal))).every(Boolean);
      if (!this.isCurrent(session)) {
        return;
      }
      if (!same) {
        await this.reload();
        return;
      }
      for (const { tree } of all) {
        tree.refresh();
      }
    }
  }

  /** After somebody may have signed in with another tool: the same, where that is what is waited for. */
  async renewSignedIn(): Promise<void> {
    if (this.all.some(({ tree }) => tree.problem?.kind === 'signInRequired')) {
      await this.renew();
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
      // On its own: shown when it is known.
      void this.#showIdentity(opened.state);
    }
  }

  async #openSample(): Promise<Opened> {
    const { endpoint, region, credentials } = await this.#options.startSandbox();
    return this.#connect({ source: { kind: 'sample' }, region, endpoint }, [], credentials);
  }

  async #openChosen(choice: RememberedChoice | undefined): Promise<Opened> {
    const list = await this.#options.readProfiles();
    const resolution = resolveChoice(list, choice);
    switch (resolution.kind) {
      case 'target':
        return this.#connect(resolution.target, list.problems);
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
          : { state: { kind: 'noRegion', source: resolution.source, problems: list.problems } };
    }
  }

  /** The Region that was chosen, and those to be shown beside it: each with a connection and an outcome of its own. */
  async #connect(target: Target, problems: readonly ConfigProblem[], credentials?: StaticCredentials): Promise<Opened> {
    const ending = new AbortController();
    const regions = target.source.kind === 'sample' ? [] : this.#options.furtherRegions();
    const further = [...new Set(regions)].filter(region => region !== target.region);
    try {
      const [session, ...others] = await Promise.all([
        this.#openSession(target, ending.signal, credentials),
        ...further.map(region => this.#openSession({ ...target, region }, ending.signal, credentials)),
      ]);
      return { state: { kind: 'open', session, others, problems }, ending };
    } catch (error) {
      ending.abort();
      throw error;
    }
  }

  async #openSession(target: Target, ended: AbortSignal, credentials?: StaticCredentials): Promise<Session> {
    const gateway = await this.#options.connect(target, credentials);
    const others = () => this.all.filter(other => other !== session).map(({ identity }) => identity);
    const lists = explainingRejections(gateway, () => anyDefined(others()));
    const tree = new TreeModel({ gateway: lists, changed: key => this.#options.treeChanged(session, key) });
    const carried = new Set<Promise<unknown>>();
    const carryThrough = <Value>(work: Promise<Value>): Promise<Value> => {
      carried.add(work);
      return work.finally(() => carried.delete(work));
    };
    // Nobody waits for it but what is about to change something: the tree says itself when it is refused.
    const identity = gateway.callerIdentity(ended).catch(() => undefined);
    const session: Session = { target, gateway, identity, tree, ended, carryThrough };
    const end = (): void => {
      tree.dispose();
      // On its own: nobody waits for an old connection to close.
      void Promise.allSettled(carried).then(() => gateway.dispose());
    };
    ended.addEventListener('abort', end);
    if (ended.aborted) {
      // Another Region could not be connected to meanwhile.
      end();
    }
    return session;
  }

  async #isStillTarget({ target }: Session): Promise<boolean> {
    const resolution = resolveChoice(await this.#options.readProfiles(), this.#options.memory.read());
    return resolution.kind === 'target' && targetKey(resolution.target) === targetKey(target);
  }

  async #showIdentity(state: Extract<SessionState, { kind: 'open' }>): Promise<void> {
    const identity = await state.session.identity;
    if (identity !== undefined && this.isCurrent(state.session)) {
      this.#become({ ...state, identity });
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}

interface Opened {
  readonly state: SessionState;
  /** Ends the session of an open state. */
  readonly ending?: AbortController;
}

/** Forgets the session's credentials, and finds out whether the new ones are the same principal's. */
async function isStillPrincipal({ gateway, identity, ended }: Session): Promise<boolean> {
  const before = await identity;
  gateway.renewCredentials();
  const now = before && (await gateway.callerIdentity(ended).catch(() => undefined));
  return before !== undefined && now !== undefined && samePrincipal(before, now);
}
