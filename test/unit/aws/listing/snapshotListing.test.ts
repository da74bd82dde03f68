import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RangeRequest } from '../../../../src/aws/listing/rangeWalk';
import { listSnapshots } from '../../../../src/aws/listing/snapshotListing';
import type { Fetched } from '../../../../src/aws/model/paging';
import type { Page } from '../../../../src/core/model/gateway';
import { type Snapshot, snapshotKey } from '../../../../src/core/model/snapshot';
import { aFailure } from '../../../support/builders';
import { aSnapshot, byName, byTime, byType, day, FakeService, type Habits, hour, noon, second } from './fakeService';

interface Listed {
  readonly pages: readonly Page<Snapshot>[];
  readonly error?: unknown;
}

interface Change {
  /** What a range answers instead of what the service has. */
  readonly answer?: (request: RangeRequest, service: FakeService, signal: AbortSignal) => Promise<Fetched<Snapshot>>;
  readonly firstPages?: number;
  readonly signal?: AbortSignal;
}

/** Lists all that a service has, and what it ended with. */
async function list(service: FakeService, change: Change = {}): Promise<Listed> {
  const pages: Page<Snapshot>[] = [];
  const listing = listSnapshots({
    fetchPage: async marker => service.list({ range: {}, ...(marker !== undefined && { marker }) }),
    fetchOldest: async marker => service.list({ range: {}, ...(marker !== undefined && { marker }) }, -1),
    fetchRange: async (request, signal) => change.answer?.(request, service, signal) ?? service.list(request),
    firstPages: change.firstPages ?? 1,
    hasRoom: () => true,
    signal: change.signal ?? new AbortController().signal,
  });
  try {
    for await (const page of listing) {
      pages.push(page);
    }
    return { pages };
  } catch (error) {
    return { pages, error };
  }
}

function keysOf({ pages }: Listed): readonly string[] {
  return pages.flatMap(page => page.items.map(snapshotKey)).sort();
}

function assertComplete(listed: Listed, snapshots: readonly Snapshot[]): void {
  assert.equal(listed.error, undefined);
  assert.deepEqual(keysOf(listed), snapshots.map(snapshotKey).sort());
  assert.deepEqual(
    listed.pages.map(page => page.more),
    listed.pages.map((_, i) => i < listed.pages.length - 1),
  );
}

/** Lists all that a service has, requests that are made together answered together: how often something is waited for. */
async function roundsOf(service: FakeService, firstPages: number): Promise<number> {
  let rounds = 0;
  let round: Promise<void> | undefined;
  const answer = async (request: RangeRequest) => {
    round ??= new Promise(resolve =>
      setImmediate(() => {
        rounds++;
        round = undefined;
        resolve();
      }),
    );
    await round;
    return service.list(request);
  };
  assertComplete(await list(service, { answer, firstPages }), service.snapshots);
  return firstPages + rounds;
}

/** So many snapshots of three clusters, one each hour. */
function hourly(count: number, clusters = ['alpha', 'beta', 'gamma']): readonly Snapshot[] {
  return Array.from({ length: count }, (_, i) => aSnapshot(i, clusters[i % clusters.length] ?? '', noon - i * hour));
}

describe('a long list of snapshots', () => {
  it('that has one page takes one request', async () => {
    const service = new FakeService(hourly(100));
    assertComplete(await list(service), service.snapshots);
    assert.deepEqual(service.requests, [{ range: {} }]);
  });

  it('of a cluster that has two pages takes two', async () => {
    const service = new FakeService(hourly(200, ['alpha']));
    assertComplete(await list(service, { firstPages: 2 }), service.snapshots);
    assert.equal(service.requests.length, 2);
  });

  it('is asked for side by side, with hardly more requests than pages', async () => {
    const service = new FakeService(hourly(10_000));
    let [active, most] = [0, 0];
    const answer = async (request: RangeRequest) => {
      active++;
      most = Math.max(most, active);
      await new Promise(resolve => setImmediate(resolve));
      active--;
      return service.list(request);
    };
    assertComplete(await list(service, { answer }), service.snapshots);
    assert.equal(most, 16);
    assert.ok(service.requests.length < 130, `${service.requests.length} requests for 100 pages`);
  });

  it('of one cluster is asked for side by side wherever its snapshots crowd', async () => {
    const recent = Array.from({ length: 300 }, (_, i) => noon - i * 1_000 * 60);
    const oneDay = Array.from({ length: 4_700 }, (_, i) => noon - 9 * day - i * 18 * second);
    const years = Array.from({ length: 5_000 }, (_, i) => noon - i * 6 * hour);
    for (const [times, most] of [
      [[...recent, ...oneDay], 14],
      [years, 14],
    ] as const) {
      const service = new FakeService(times.map((time, i) => aSnapshot(i, 'alpha', time)));
      const rounds = await roundsOf(service, 2);
      assert.ok(rounds <= most, `${rounds} rounds for 50 pages`);
      assert.ok(service.requests.length < 130, `${service.requests.length} requests for 50 pages`);
    }
  });

  it('has the manual ones that an endpoint keeps for its last pages', async () => {
    const automated = hourly(2_000);
    const manual = Array.from({ length: 6 }, (_, i) => aSnapshot(i, 'beta', noon - i * 3 * hour, 'manual'));
    const older = Array.from({ length: 6 }, (_, i) => aSnapshot(6 + i, 'beta', noon - 20 * day - i * day, 'manual'));
    for (const kept of [manual, older]) {
      const service = new FakeService([...automated, ...kept], { order: (a, b) => byType(a, b) || byTime(a, b) });
      assertComplete(await list(service), service.snapshots);
    }
  });

  /** Times as accounts have them: regular, in bursts, years old, all at once. */
  const times = fc
    .array(
      fc.record({
        from: fc.integer({ min: noon - 1_000 * day, max: noon }),
        step: fc.constantFrom(0, 1, 500, second, 7 * second, hour, day),
        type: fc.constantFrom('automated' as const, 'manual' as const),
        count: fc.integer({ min: 1, max: 250 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map(groups =>
      groups.flatMap(({ from, step, count, type }) =>
        Array.from({ length: count }, (_, i) => ({ time: from - i * step, type })),
      ),
    );
  const account = fc
    .tuple(times, fc.constantFrom(['alpha'], ['alpha', 'beta', 'gamma']), fc.boolean())
    .map(([all, names, blocks]) =>
      all.map(({ time, type }, i) =>
        aSnapshot(i, names[(blocks ? Math.floor(i / 120) : i) % names.length] ?? '', time, type),
      ),
    );
  const habits: fc.Arbitrary<Habits> = fc.record(
    {
      ignoresTimes: fc.boolean(),
      excludesEnds: fc.boolean(),
      wholeSeconds: fc.boolean(),
      order: fc.constantFrom(
        byName,
        (a: Snapshot, b: Snapshot) => byType(a, b) || byTime(a, b),
        (a: Snapshot, b: Snapshot) => byType(b, a) || byTime(a, b),
        (a: Snapshot, b: Snapshot) => (a.createTime ?? 0) - (b.createTime ?? 0),
        (a: Snapshot, b: Snapshot) =>
          Number(a.clusterIdentifier > b.clusterIdentifier) - Number(a.clusterIdentifier < b.clusterIdentifier),
      ),
    },
    { requiredKeys: [] },
  );

  it('is complete and has nothing twice, whatever the account and whatever the endpoint', async () => {
    await fc.assert(
      fc.asyncProperty(account, habits, fc.constantFrom(1, 2), async (snapshots, habit, firstPages) => {
        const service = new FakeService(snapshots, habit);
        assertComplete(await list(service, { firstPages }), snapshots);
      }),
      { numRuns: 100 },
    );
  });

  it('has all that is there from beginning to end while others come and go', async () => {
    await fc.assert(
      fc.asyncProperty(account, fc.infiniteStream(fc.nat()), async (snapshots, random) => {
        const service = new FakeService(snapshots);
        const draw = (): number => random.next().value ?? 0;
        const [gone, added] = [new Set<Snapshot>(), new Set<Snapshot>()];
        const answer = async (request: RangeRequest) => {
          const [victim, model] = [snapshots[draw() % snapshots.length], snapshots[draw() % snapshots.length]];
          if (victim !== undefined) {
            gone.add(victim);
          }
          added.add(aSnapshot(100_000 + added.size, 'alpha', model?.createTime ?? noon));
          service.change([...snapshots.filter(snapshot => !gone.has(snapshot)), ...added]);
          return service.list(request);
        };
        const keys = keysOf(await list(service, { answer }));
        assert.equal(new Set(keys).size, keys.length);
        const stayed = snapshots.filter(snapshot => !gone.has(snapshot)).map(snapshotKey);
        const listed = new Set(keys);
        assert.deepEqual(
          stayed.filter(key => !listed.has(key)),
          [],
        );
      }),
      { numRuns: 40 },
    );
  });

  it('ends with what failed, after what came', async () => {
    const service = new FakeService(hourly(3_000));
    const answer = async (request: RangeRequest) => {
      if (service.requests.length === 12) {
        throw aFailure('accessDenied');
      }
      return service.list(request);
    };
    const { pages, error } = await list(service, { answer });
    assert.deepEqual(error, aFailure('accessDenied'));
    assert.ok(pages.length > 3 && pages.every(page => page.more));
  });

  it('ends when a marker comes again', async () => {
    const service = new FakeService(hourly(500, ['alpha']));
    const answer = async () => ({ items: service.snapshots.slice(0, 0), marker: 'again' });
    const { error } = await list(service, { answer });
    assert.equal((error as { readonly problem?: { readonly kind?: string } }).problem?.kind, 'pagingNeverEnds');
  });

  it('ends when there are new markers without end', async () => {
    const service = new FakeService(hourly(500, ['alpha']));
    let markers = 0;
    const answer = async () => ({ items: [], marker: String(markers++) });
    const { error } = await list(service, { answer });
    assert.equal((error as { readonly problem?: { readonly code?: string } }).problem?.code, 'TooManyPages');
  });

  it('has those without a time, wherever a service sorts them to', async () => {
    const timeless = (count: number) =>
      Array.from({ length: count }, (_, i): Snapshot => {
        const { createTime: _time, ...rest } = aSnapshot(10_000 + i, 'beta', 0);
        return rest;
      });
    const dated = hourly(2_000);
    for (const none of [0, Number.MAX_SAFE_INTEGER]) {
      for (const count of [1, 99, 100, 250]) {
        const service = new FakeService([...dated, ...timeless(count)], {
          order: (a, b) => (b.createTime ?? none) - (a.createTime ?? none),
        });
        assertComplete(await list(service), service.snapshots);
      }
    }
  });

  it('asks for nothing more when nobody wants it', async () => {
    const service = new FakeService(hourly(10_000));
    const signals: AbortSignal[] = [];
    const listing = listSnapshots({
      fetchPage: async () => service.list({ range: {} }),
      fetchOldest: async () => service.list({ range: {} }),
      fetchRange: async (request, signal) => {
        signals.push(signal);
        return service.list(request);
      },
      firstPages: 1,
      hasRoom: () => true,
      signal: new AbortController().signal,
    });
    let pages = 0;
    for await (const _ of listing) {
      if (++pages === 3) {
        break;
      }
    }
    assert.ok(signals.length > 0 && signals.every(signal => signal.aborted));
  });
});
