import { isUnusable, type Snapshot } from '../model/snapshot';

/** How a snapshot that is made is getting on. A state that is not known is work in progress, never an end. */
export function lifeOf(found: Snapshot): 'done' | 'inProgress' | 'failed' {
  if (found.status === 'available') {
    return 'done';
  }
  return isUnusable(found) ? 'failed' : 'inProgress';
}
