import { l10n, type QuickPickItem } from 'vscode';
import type { Cluster } from '../../core/cluster';
import type { Session } from '../../core/session/session';
import { isCopyable, type Snapshot } from '../../core/snapshot';
import type { ClusterNode, SnapshotNode } from '../../core/tree/nodes';
import { type Answer, type PromptOptions, pick } from '../input/prompt';
import { withoutIcons } from '../text/plain';
import { targetText } from '../text/targetText';
import { clusterSentence } from '../tree/clusterText';
import { snapshotDescription } from '../tree/snapshotText';
import { UserError } from '../userError';

interface ChoiceItem<Value> extends QuickPickItem {
  readonly value: Value;
}

/** Asks for one of the target's clusters. Throws a UserError when there is none. */
export async function pickCluster(session: Session, options: PromptOptions): Promise<Answer<Cluster>> {
  const answer = await pick({
    ...options,
    placeholder: l10n.t('Cluster of the snapshot'),
    items: clusterItems(session),
  });
  return typeof answer === 'object' ? { value: answer.value.value } : answer;
}

/** Asks for one of a cluster's snapshots that can be copied, newest first. Throws a UserError when there is none. */
export async function pickCopyable(
  session: Session,
  cluster: Cluster,
  options: PromptOptions,
): Promise<Answer<Snapshot>> {
  const answer = await pick({
    ...options,
    placeholder: l10n.t('Automated snapshot of {0} to keep', cluster.identifier),
    items: snapshotItems(session, cluster),
  });
  return typeof answer === 'object' ? { value: answer.value.value.snapshot } : answer;
}

/** Asks for a cluster itself, or for any of its snapshots. */
export async function pickSnapshot(
  session: Session,
  cluster: ClusterNode,
  options: PromptOptions,
): Promise<Answer<ClusterNode | SnapshotNode>> {
  const items = async (): Promise<ChoiceItem<ClusterNode | SnapshotNode>[]> => {
    const nodes = await session.tree.snapshotsOf(cluster.cluster);
    return [
      { label: `$(database) ${l10n.t('The cluster itself')}`, description: cluster.cluster.identifier, value: cluster },
      ...nodes.map(snapshotItem),
    ];
  };
  const answer = await pick({
    ...options,
    placeholder: l10n.t('{0} itself, or one of its snapshots', cluster.cluster.identifier),
    items: items(),
  });
  return typeof answer === 'object' ? { value: answer.value.value } : answer;
}

async function clusterItems({ gateway, target, ended }: Session): Promise<ChoiceItem<Cluster>[]> {
  const clusters: Cluster[] = [];
  for await (const { items } of gateway.clusters(ended)) {
    clusters.push(...items);
  }
  if (clusters.length === 0) {
    throw new UserError(l10n.t('There are no clusters in {0}.', targetText(target)));
  }
  return clusters
    .toSorted((a, b) => a.identifier.localeCompare(b.identifier))
    .map(cluster => ({
      label: withoutIcons(cluster.identifier),
      description: withoutIcons(cluster.status),
      ariaLabel: clusterSentence(cluster, undefined),
      value: cluster,
    }));
}

async function snapshotItems(session: Session, cluster: Cluster): Promise<ChoiceItem<SnapshotNode>[]> {
  const nodes = await session.tree.snapshotsOf(cluster);
  const offered = nodes.filter(({ snapshot }) => isCopyable(snapshot));
  if (offered.length === 0) {
    throw new UserError(
      l10n.t('{0} has no automated snapshot that is available, so there is none to copy.', cluster.identifier),
    );
  }
  return offered.map(snapshotItem);
}

function snapshotItem(node: SnapshotNode): ChoiceItem<SnapshotNode> {
  return {
    label: withoutIcons(node.snapshot.identifier),
    description: withoutIcons(snapshotDescription(node, Date.now())),
    value: node,
  };
}
