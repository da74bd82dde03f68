import { DescribeEvents$, type DescribeEventsMessage, type EventsMessage } from '@aws-sdk/client-redshift';
import { day, minute } from '../model/clock';
import { invalidCombination } from '../protocol/serviceError';
import { eventDays, type StoredEvent } from '../state/events';
import { sameName } from '../state/record';
import { compareText } from '../state/snapshotIndex';
import { action } from './action';
import { pageOf } from './paging';

/** DescribeEvents: of the last 14 days, oldest first; of the last hour where no time is given. */
export const describeEvents = action<DescribeEventsMessage, EventsMessage>({
  operation: DescribeEvents$,
  resource: () => '*',
  run: (input, { store, now }) => {
    if ((input.SourceIdentifier === undefined) !== (input.SourceType === undefined)) {
      throw invalidCombination('SourceIdentifier and SourceType must be given together.');
    }
    const [from, to] = timesOf(input, now);
    const items = store.events
      .filter(event => event.Date.getTime() >= from && event.Date.getTime() <= to && isOf(event, input))
      .map(event => ({ event, position: [event.Date.getTime(), event.EventId, event.SourceIdentifier] as const }))
      .sort((a, b) => compare(a.position, b.position));
    const page = pageOf({ items, positionOf: ({ position }) => position, compare }, input);
    return { Marker: page.marker, Events: page.items.map(({ event }) => event) };
  },
});

/** ms since the epoch, both included. */
function timesOf({ StartTime, EndTime, Duration }: DescribeEventsMessage, now: number): readonly [number, number] {
  const to = Math.min(EndTime?.getTime() ?? now, now);
  const from = StartTime?.getTime() ?? to - (Duration ?? 60) * minute;
  return [Math.max(from, now - eventDays * day), to];
}

function isOf(event: StoredEvent, { SourceIdentifier, SourceType }: DescribeEventsMessage): boolean {
  return (
    SourceIdentifier === undefined ||
    (event.SourceType === SourceType && sameName(event.SourceIdentifier, SourceIdentifier))
  );
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  return (
    Number(a[0]) - Number(b[0]) || compareText(String(a[1]), String(b[1])) || compareText(String(a[2]), String(b[2]))
  );
}
