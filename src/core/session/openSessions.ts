import type { RedshiftGateway } from '../model/gateway';
import { memoize } from '../model/memoize';
import type { CallerIdentity, Target } from '../model/target';
import { TreeModel } from '../tree/treeModel';
import { anyDefined, explainingRejections } from './disabledRegion';
import type { Session } from './session';

export interface OpeningOptions {
  readonly target: Target;
  readonly gateway: RedshiftGateway;
  /** Regions beside the target's own. */
  readonly further: readonly string[];
  /** Called by each Region when it knows the caller. */
  readonly known: (identity: CallerIdentity) => void;
  /** Ends them all. */
  readonly ended: AbortSignal;
  readonly treeChanged: (session: Session, key?: string) => void;
  readonly refreshing: (session: Session) => void;
}

/** A session for the target and one for each further Region: one caller, each Region with an outcome of its own. */
export function openSessions(options: OpeningOptions): readonly [Session, ...Session[]] {
  const { target, gateway, further } = options;
  const others = further.map(region =>
    openSession({ ...target, region }, gateway.inRegion(region), options, () => all),
  );
  const all: readonly [Session, ...Session[]] = [openSession(target, gateway, options, () => all), ...others];
  return all;
}

function openSession(
  target: Target,
  gateway: RedshiftGateway,
  { known, ended, treeChanged, refreshing }: OpeningOptions,
  all: () => readonly Session[],
): Session {
  const acceptedElsewhere = (): Promise<boolean> =>
    anyDefined(all().flatMap(other => (other === session ? [] : [other.identity])));
  const lists = explainingRejections(gateway, acceptedElsewhere);
  const tree = new TreeModel({
    gateway: { ...lists, now: () => gateway.now() },
    changed: key => treeChanged(session, key),
    refreshing: () => refreshing(session),
  });
  const identity = memoize(async () => {
    const found = await gateway.callerIdentity(ended);
    known(found);
    return found;
  });
  const carried = new Set<Promise<unknown>>();
  const session: Session = {
    ...{ target, gateway, tree, ended },
    get identity() {
      return identity().catch(() => undefined);
    },
    carryThrough: work => {
      carried.add(work);
      return work.finally(() => carried.delete(work));
    },
  };
  ended.addEventListener('abort', () => {
    tree.dispose();
    // On its own: nobody waits for an old connection to close.
    void Promise.allSettled(carried).then(() => gateway.dispose());
  });
  return session;
}
