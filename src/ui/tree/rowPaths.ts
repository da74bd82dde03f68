import { targetKey } from '../../core/model/target';
import type { Session } from '../../core/session/session';
import { accountKey, listingOf, type RegionNode, type TreeNode } from '../../core/tree/nodes';

/** Of the root of a session's tree: a row where there are several, else the root. */
export const rootKey = 'region';

export function regionNode({ target }: Session): RegionNode {
  return { kind: 'region', key: rootKey, region: target.region };
}

/** The key of a row among those of all sessions, of which the group "Expiring" is one. */
export function heldKey({ target }: Session, key: string): string {
  return key === accountKey ? key : `${targetKey(target)}#${key}`;
}

/** Starts with the path of each row above; that of the root is empty. */
export function pathOf(session: Session, key: string, sessions: readonly Session[]): string {
  if (key === accountKey) {
    return `${key}/`;
  }
  if (key === rootKey) {
    return sessions.length < 2 ? '' : heldKey(session, '');
  }
  return heldKey(session, `${key}/`);
}

/** The rows of snapshots are on the path of what they are listed with. */
export function placeOf(node: TreeNode): string {
  return (node.kind === 'snapshot' && listingOf(node)) || node.key;
}
