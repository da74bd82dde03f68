import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import type { ClusterNode, SnapshotNode, SnapshotPlace } from '../../core/tree/nodes';
import { type Answer, type PickOptions, type PromptOptions, pick } from '../input/prompt';
import { orphanGroupLabel } from '../text/clusterText';
import { operationWords } from '../text/operationWords';
import { snapshotDescription } from '../text/snapshotText';
import { targetText } from '../text/targetText';

interface Item<Value> extends QuickPickItem {
  /** Absent: a reason, not a choice. */
  readonly value?: Value;
}

/** Asks for one of the target's clusters, or for what has none here. */
export function pickPlace(
  session: Session,
  options: PromptOptions & { readonly onlyClusters?: boolean },
): Promise<Answer<SnapshotPlace>> {
  return choose<SnapshotPlace>({
    ...options,
    placeholder: l10n.t('Cluster of the snapshot'),
    items: placeItems(session, options.onlyClusters ?? false),
  });
}

/** Asks for one of the snapshots at a place that offer an operation, newest first. */
export async function pickOffered(
  operation: Pick<Operation, 'name' | 'isOffered'>,
  session: Session,
  place: SnapshotPlace,
  options: PromptOptions,
): Promise<Answer<Snapshot>> {
  const answer = await choose<SnapshotNode>({
    ...options,
    placeholder: operationWords[operation.name].pick(clusterOf(place)),
    items: offeredItems(session, operation, place),
  });
  return typeof answer === 'object' ? { value: answer.value.snapshot } : answer;
}

/** Asks for a cluster itself, or for any of the snapshots at a place. */
export function pickSnapshot(
  session: Session,
  place: SnapshotPlace,
  options: PromptOptions,
): Promise<Answer<ClusterNode | SnapshotNode>> {
  return choose<ClusterNode | SnapshotNode>({
    ...options,
    placeholder:
      place.kind === 'cluster'
        ? l10n.t('{0} itself, or one of its snapshots', place.cluster.identifier)
        : l10n.t('One of the snapshots'),
    items: snapshotItems(session, place),
  });
}

async function choose<Value>(options: PickOptions<Item<Value>>): Promise<Answer<Value>> {
  const isChoice = ({ value }: Item<Value>): boolean => value !== undefined;
  const answer = await pick({ ...options, isChoice, active: isChoice });
  if (typeof answer !== 'object') {
    return answer;
  }
  const { value } = answer.value;
  return value === undefined ? undefined : { value };
}

async function placeItems({ tree, target }: Session, onlyClusters: boolean): Promise<readonly Item<SnapshotPlace>[]> {
  const listed = await tree.places();
  const [first] = listed;
  const empty = first?.kind === 'orphanGroup' && !first.ofAllClusters;
  const places = onlyClusters ? availableFirst(listed.filter(node => node.kind === 'cluster')) : listed;
  return [
    ...(empty ? [reasonItem(l10n.t('There are no clusters in {0}.', targetText(target)))] : []),
    ...places.map(placeItem),
  ];
}

/** Redshift makes no snapshot of the others. */
function availableFirst(nodes: readonly ClusterNode[]): readonly ClusterNode[] {
  const rank = ({ cluster }: ClusterNode): number => (cluster.status === 'available' ? 0 : 1);
  return nodes.toSorted((a, b) => rank(a) - rank(b));
}

function placeItem(place: SnapshotPlace): Item<SnapshotPlace> {
  if (place.kind === 'orphanGroup') {
    return { label: orphanGroupLabel(place.ofAllClusters), value: place };
  }
  const { identifier, status } = place.cluster;
  return { label: identifier, description: status, value: place };
}

async function offeredItems(
  { tree, gateway }: Session,
  { name, isOffered }: Pick<Operation, 'name' | 'isOffered'>,
  place: SnapshotPlace,
): Promise<readonly Item<SnapshotNode>[]> {
  const offered = (await tree.snapshotsAt(place))
    .filter(({ snapshot }) => isOffered?.(snapshot))
    // What cannot be copied now comes last.
    .toSorted((a, b) => Number(a.isPaused ?? false) - Number(b.isPaused ?? false));
  return offered.length > 0
    ? offered.map(node => snapshotItem(node, gateway.now()))
    : [reasonItem(operationWords[name].noneToPick(clusterOf(place)))];
}

function clusterOf(place: SnapshotPlace): string | undefined {
  return place.kind === 'cluster' ? place.cluster.identifier : undefined;
}

async function snapshotItems(
  { tree, gateway }: Session,
  place: SnapshotPlace,
): Promise<readonly Item<ClusterNode | SnapshotNode>[]> {
  const snapshots = (await tree.snapshotsAt(place)).map(node => snapshotItem(node, gateway.now()));
  if (place.kind === 'cluster') {
    const { identifier } = place.cluster;
    return [
      {
        label: l10n.t('The cluster itself'),
        iconPath: new ThemeIcon('database'),
        description: identifier,
        value: place,
      },
      ...snapshots,
    ];
  }
  return snapshots.length > 0 ? snapshots : [reasonItem(l10n.t('There are no snapshots here.'))];
}

function snapshotItem(node: SnapshotNode, now: number): Item<SnapshotNode> {
  return {
    label: node.snapshot.identifier,
    description: snapshotDescription(node, now),
    value: node,
  };
}

/** Always shown, whatever is typed. */
function reasonItem(reason: string): Item<never> {
  return { label: reason, iconPath: new ThemeIcon('info'), alwaysShow: true };
}
