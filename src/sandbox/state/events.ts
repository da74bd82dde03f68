import type { Event, SourceType } from '@aws-sdk/client-redshift';
import { minute, second } from '../model/clock';
import { completedAt } from './life';
import type { SnapshotRecord } from './record';

/** Days after which an event is gone. Source: DescribeEvents. */
export const eventDays = 14;

export interface StoredEvent extends Event {
  readonly EventId: string;
  readonly SourceIdentifier: string;
  readonly SourceType: SourceType;
  /** May be in the future: the end of what is still being made. */
  readonly Date: Date;
}

interface EventKind {
  readonly id: number;
  readonly category: 'management' | 'monitoring';
  readonly severity: 'INFO' | 'ERROR';
  readonly text: (names: { readonly cluster: string; readonly snapshot: string }) => string;
}

/** Ids, categories and texts: "Amazon Redshift provisioned cluster event notifications" and the sample of DescribeEvents. */
const snapshotEvents = {
  started: {
    ...{ id: 2009, category: 'management', severity: 'INFO' },
    text: ({ cluster, snapshot }) => `A user snapshot '${snapshot}' for Amazon Redshift cluster '${cluster}' started`,
  },
  completed: {
    ...{ id: 3004, category: 'monitoring', severity: 'INFO' },
    text: ({ cluster, snapshot }) =>
      `The user snapshot '${snapshot}' for your Amazon Redshift cluster '${cluster}' completed successfully`,
  },
  failed: {
    ...{ id: 3503, category: 'monitoring', severity: 'ERROR' },
    text: ({ cluster, snapshot }) =>
      `The user snapshot '${snapshot}' for your Amazon Redshift cluster '${cluster}' failed`,
  },
  canceled: {
    ...{ id: 2010, category: 'management', severity: 'INFO' },
    text: ({ cluster, snapshot }) =>
      `The user snapshot '${snapshot}' for your Amazon Redshift cluster '${cluster}' was cancelled`,
  },
  deleted: {
    ...{ id: 2011, category: 'management', severity: 'INFO' },
    text: ({ cluster, snapshot }) =>
      `The cluster snapshot '${snapshot}' for Amazon Redshift cluster '${cluster}' was deleted`,
  },
} as const satisfies Record<string, EventKind>;

const clusterEvents = {
  created: {
    ...{ id: 2000, category: 'management', severity: 'INFO' },
    text: ({ cluster }) => `Amazon Redshift cluster '${cluster}' has been created and is ready for use`,
  },
  paused: {
    ...{ id: 3618, category: 'management', severity: 'INFO' },
    text: ({ cluster }) => `Amazon Redshift cluster '${cluster}' was paused`,
  },
} as const satisfies Record<string, EventKind>;

/** `time`: ms since the epoch. */
export function snapshotEvent(
  kind: keyof typeof snapshotEvents,
  { snapshot }: Pick<SnapshotRecord, 'snapshot'>,
  time: number,
): StoredEvent {
  const names = { cluster: snapshot.ClusterIdentifier, snapshot: snapshot.SnapshotIdentifier };
  return event(snapshotEvents[kind], names, { source: names.snapshot, type: 'cluster-snapshot', time });
}

/** `time`: ms since the epoch. */
export function clusterEvent(kind: keyof typeof clusterEvents, cluster: string, time: number): StoredEvent {
  return event(clusterEvents[kind], { cluster, snapshot: '' }, { source: cluster, type: 'cluster', time });
}

/** That a snapshot is made of a cluster, and that it will be complete. */
export function creationEvents(record: SnapshotRecord, startedAt: number): readonly StoredEvent[] {
  return [snapshotEvent('started', record, startedAt), snapshotEvent('completed', record, completedAt(record))];
}

function event(
  { id, category, severity, text }: EventKind,
  names: Parameters<EventKind['text']>[0],
  { source, type, time }: { readonly source: string; readonly type: SourceType; readonly time: number },
): StoredEvent {
  const date = new Date(Math.floor(time / second) * second);
  const utc = new Date(Math.floor(time / minute) * minute).toISOString().slice(0, 16).replace('T', ' ');
  return {
    SourceIdentifier: source,
    SourceType: type,
    Message: `${text(names)} at ${utc} UTC.`,
    EventCategories: [category],
    Severity: severity,
    Date: date,
    EventId: `REDSHIFT-EVENT-${id}`,
  };
}
