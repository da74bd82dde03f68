import type { DescribeEventsCommandInput, Event } from '@aws-sdk/client-redshift';
import type { EventQuery } from '../../core/model/gateway';
import { PAGE_SIZE, sameIdentifier } from './snapshotFilter';

/** Minutes: the 14 days for which the service keeps events (DescribeEvents). */
const ALL_MINUTES = 14 * 24 * 60;

/**
 * The parameters of DescribeEvents for a query. The events of a cluster's snapshots have the snapshot as their source, so
 * those of a cluster are picked from all by {@link matchesEventQuery}.
 */
export function eventInputOf({ snapshotIdentifier }: EventQuery): DescribeEventsCommandInput {
  return {
    Duration: ALL_MINUTES,
    MaxRecords: PAGE_SIZE,
    ...(snapshotIdentifier !== undefined && {
      SourceType: 'cluster-snapshot',
      SourceIdentifier: snapshotIdentifier,
    }),
  };
}

export function matchesEventQuery(event: Event, { clusterIdentifier, snapshotIdentifier }: EventQuery): boolean {
  const { SourceIdentifier, SourceType, Message = '' } = event;
  if (snapshotIdentifier !== undefined) {
    return SourceType === 'cluster-snapshot' && sameIdentifier(SourceIdentifier, snapshotIdentifier);
  }
  return (
    clusterIdentifier === undefined ||
    (SourceType === 'cluster' && sameIdentifier(SourceIdentifier, clusterIdentifier)) ||
    (SourceType === 'cluster-snapshot' && clusterNamedIn(Message) === clusterIdentifier.toLowerCase())
  );
}

/** Only the text of a snapshot's event names its cluster: `… for Amazon Redshift cluster 'mycluster' was deleted at …`. */
function clusterNamedIn(message: string): string | undefined {
  return /\bcluster '?([a-z][a-z0-9-]*)/i.exec(message.replace(/^(The )?cluster snapshot/i, ''))?.[1]?.toLowerCase();
}
