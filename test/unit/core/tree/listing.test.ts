import assert from 'node:assert/strict';
import { Listing } from '../../../../src/core/tree/listing';
import { aFailure } from '../../../support/builders';
import { Feed, settled } from '../fakeGateway';

interface Item {
  readonly key: string;
  readonly word?: string;
}

function aListing(): { feed: Feed<Item>; listing: Listing<Item>; told: number[]; clock: { now: number } } {
  const clock = { now: 1000 };
  const feed = new Feed<Item>();
  const told: number[] = [];
  const listing: Listing<Item> = new Listing({
    source: feed.source,
    keyOf: ({ key }) => key,
    changed: () => told.push(listing.state.items.length),
    now: () => clock.now,
  });
  return { feed, listing, told, clock };
}

function items(from: number, count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({ key: String(from + index) }));
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  await settled();
  const pending = Symbol();
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

describe('a listing', () => {
  it('asks for nothing before somebody waits for it', () => {
    const { feed, listing } = aListing();
    assert.deepEqual(listing.state, { items: [], complete: false });
    assert.equal(feed.runs.length, 0);
  });

  it('is asked for once, however many wait for it', async () => {
    const { feed, listing } = aListing();
    const waiting = [listing.firstPage(), listing.firstPage(), listing.all()];
    await feed.run(0).lastPage(...items(0, 3));
    await Promise.all(waiting);
    await listing.firstPage();
    assert.equal(feed.runs.length, 1);
  });

  it('is waited for until its first page is here, not longer', async () => {
    const { feed, listing } = aListing();
    const first = listing.firstPage();
    const all = listing.all();
    assert.ok(await isPending(first));
    await feed.run(0).page(...items(0, 100));
    assert.deepEqual(await first, { items: items(0, 100), complete: false });
    assert.ok(await isPending(all));
    await feed.run(0).lastPage(...items(100, 5));
    assert.deepEqual(await all, { items: items(0, 105), complete: true });
  });

  it('shows an empty page that others follow as not complete', async () => {
    const { feed, listing } = aListing();
    const first = listing.firstPage();
    await feed.run(0).page();
    assert.deepEqual(await first, { items: [], complete: false });
  });

  it('tells when it has doubled, and when it has ended', async () => {
    const { feed, listing, told } = aListing();
    void listing.firstPage();
    await settled();
    for (let page = 0; page < 49; page += 1) {
      await feed.run(0).page(...items(page * 100, 100));
    }
    assert.deepEqual(told, [200, 400, 800, 1600, 3200]);
    await feed.run(0).lastPage(...items(4900, 100));
    assert.deepEqual(told, [200, 400, 800, 1600, 3200, 5000]);
  });

  it('tells that it has ended also when the first page is the last: who counts its items waits for that', async () => {
    const { feed, listing, told } = aListing();
    void listing.firstPage();
    await settled();
    await feed.run(0).lastPage(...items(0, 3));
    assert.deepEqual(told, [3]);
  });

  it('tells only what can be seen already', async () => {
    const feed = new Feed<Item>();
    const seen: boolean[] = [];
    const listing: Listing<Item> = new Listing({
      source: feed.source,
      keyOf: ({ key }) => key,
      changed: () => seen.push(listing.state.complete),
    });
    void listing.firstPage();
    await settled();
    await feed.run(0).lastPage(...items(0, 1));
    assert.deepEqual(seen, [true]);
  });

  it('keeps the later of two items with one key, in the place of the first', async () => {
    const { feed, listing } = aListing();
    const all = listing.all();
    await feed.run(0).page({ key: 'a', word: 'old' }, { key: 'b' });
    await feed.run(0).lastPage({ key: 'a', word: 'new' });
    assert.deepEqual((await all).items, [{ key: 'a', word: 'new' }, { key: 'b' }]);
  });

  it('ends with a problem in the place of a first page', async () => {
    const { feed, listing } = aListing();
    const first = listing.firstPage();
    const failure = aFailure('accessDenied');
    await feed.run(0).fail(failure);
    assert.deepEqual(await first, { items: [], complete: false, problem: failure.problem });
  });

  it('keeps the rows that came before a problem, and is not complete', async () => {
    const { feed, listing, told } = aListing();
    const [all] = [listing.all(), listing.firstPage()];
    const failure = aFailure('throttled');
    await feed.run(0).page(...items(0, 100));
    await feed.run(0).page(...items(100, 50));
    await feed.run(0).fail(failure);
    assert.deepEqual(await all, { items: items(0, 150), complete: false, problem: failure.problem });
    assert.deepEqual(told, [150]);
  });

  it('is told of from its first page on where somebody waits for all of it alone, and shows nothing', async () => {
    const { feed, listing, told } = aListing();
    const all = listing.all();
    await feed.run(0).fail(aFailure('throttled'));
    await all;
    assert.deepEqual(told, [0]);
  });

  it('keeps what an earlier try has brought, where the next one fails sooner', async () => {
    const { feed, listing } = aListing();
    const first = listing.all();
    await feed.run(0).page(...items(0, 3));
    await feed.run(0).fail(aFailure('timeout'));
    await first;
    const again = listing.refresh();
    await feed.run(1).fail(aFailure('network'));
    await again;
    assert.deepEqual([listing.state.items.length, listing.state.problem?.kind], [3, 'network']);
    const whole = listing.refresh();
    await feed.run(2).lastPage(...items(1, 2));
    await whole;
    assert.deepEqual(listing.state, { items: items(1, 2), complete: true });
  });

  it('has a problem also when the source throws before it gives anything', async () => {
    const listing = new Listing<Item>({
      source: () => {
        throw aFailure('network');
      },
      keyOf: ({ key }) => key,
      changed: () => {},
    });
    assert.equal((await listing.firstPage()).problem?.kind, 'network');
  });
});

describe('a listing that is asked for anew', () => {
  it('gives what it has, as not all, and is told of when all of the new items are here', async () => {
    const { feed, listing, told } = aListing();
    const before = listing.all();
    await feed.run(0).lastPage(...items(0, 3));
    await before;
    listing.reset();
    assert.deepEqual(listing.state, { items: items(0, 3), complete: false });
    assert.equal(feed.runs.length, 1);
    assert.deepEqual(await listing.firstPage(), { items: items(0, 3), complete: false });
    await feed.run(1).page(...items(0, 2));
    assert.deepEqual(listing.state.items, items(0, 3));
    told.length = 0;
    await feed.run(1).lastPage(...items(2, 1));
    assert.deepEqual(listing.state, { items: items(0, 3), complete: true });
    assert.deepEqual(told, [3]);
  });

  it('keeps what it has, and says how old that is, where it fails', async () => {
    const { feed, listing } = aListing();
    const before = listing.all();
    await feed.run(0).lastPage(...items(0, 3));
    await before;
    listing.reset();
    await listing.firstPage();
    await feed.run(1).fail(aFailure('timeout'));
    assert.deepEqual(listing.state.items, items(0, 3));
    assert.equal(listing.state.problem?.kind, 'timeout');
    assert.notEqual(listing.state.readAt, undefined);
  });

  it('loses the problem that it had', async () => {
    const { feed, listing } = aListing();
    const before = listing.firstPage();
    await feed.run(0).fail(aFailure('timeout'));
    await before;
    listing.reset();
    const after = listing.firstPage();
    await feed.run(1).lastPage();
    assert.deepEqual(await after, { items: [], complete: true });
  });

  it('aborts the old run, and drops its late pages, end and problem', async () => {
    const { feed, listing, told } = aListing();
    void listing.firstPage();
    await settled();
    await feed.run(0).page(...items(0, 10));
    listing.reset();
    assert.equal(feed.run(0).signal?.aborted, true);
    void listing.firstPage();
    await settled();
    await feed.run(1).page(...items(500, 5));
    await feed.run(0).page(...items(10, 100));
    await feed.run(0).fail(aFailure('network'));
    assert.deepEqual(listing.state, { items: items(500, 5), complete: false });
    await feed.run(1).lastPage();
    assert.deepEqual(listing.state, { items: items(500, 5), complete: true });
    assert.deepEqual(told, [5]);
  });

  it('lets whoever waits for the first page wait for the new one', async () => {
    const { feed, listing } = aListing();
    const first = listing.firstPage();
    listing.reset();
    await feed.run(0).lastPage(...items(0, 1));
    assert.ok(await isPending(first));
    await feed.run(1).lastPage(...items(7, 2));
    assert.deepEqual(await first, { items: items(7, 2), complete: true });
  });

  it('lets whoever waits for all of it wait for all of the new one: nothing is called empty that is not known', async () => {
    const { feed, listing } = aListing();
    const all = listing.all();
    await feed.run(0).page(...items(0, 5));
    listing.reset();
    await feed.run(0).lastPage();
    await feed.run(1).page(...items(7, 2));
    assert.ok(await isPending(all));
    await feed.run(1).lastPage();
    assert.deepEqual(await all, { items: items(7, 2), complete: true });
    assert.equal(feed.runs.length, 2);
  });
});

describe('a listing that is refreshed', () => {
  async function refreshed(...before: readonly Item[]) {
    const opened = aListing();
    const all = opened.listing.all();
    await opened.feed.run(0).lastPage(...before);
    await all;
    opened.told.length = 0;
    return { ...opened, refresh: opened.listing.refresh() };
  }

  it('keeps what it has until all of the new items are here, and is told of once', async () => {
    const { feed, listing, told, refresh } = await refreshed(...items(0, 3));
    await feed.run(1).page(...items(1, 10));
    assert.deepEqual(await listing.firstPage(), { items: items(0, 3), complete: true });
    await feed.run(1).lastPage(...items(11, 20));
    assert.deepEqual(await refresh, { items: items(1, 30), complete: true });
    assert.deepEqual(told, [30]);
  });

  it('is not told of where all items are the same, in whatever order, and keeps their objects', async () => {
    const { feed, listing, told, refresh } = await refreshed({ key: 'a', word: 'one' }, { key: 'b' });
    const before = listing.state.items;
    await feed.run(1).lastPage({ key: 'b' }, { key: 'a', word: 'one' });
    await refresh;
    assert.deepEqual(told, []);
    assert.ok(listing.state.items.every(item => before.includes(item)));
  });

  for (const [what, after] of [
    ['an item says something else', [{ key: 'a', word: 'other' }, { key: 'b' }]],
    ['an item is gone', [{ key: 'b' }]],
    ['all items are gone', []],
    ['an item is new', [{ key: 'a' }, { key: 'b' }, { key: 'c' }]],
    ['an item has taken the place of another', [{ key: 'a' }, { key: 'c' }]],
  ] as const) {
    it(`is told of where ${what}`, async () => {
      const { feed, listing, told, refresh } = await refreshed({ key: 'a' }, { key: 'b' });
      await feed.run(1).lastPage(...after);
      await refresh;
      assert.deepEqual(told, [after.length]);
      assert.deepEqual(listing.state, { items: after, complete: true });
    });
  }

  it('keeps what it has, and says how old that is, where it fails; the next refresh replaces it', async () => {
    const { feed, listing, told, refresh, clock } = await refreshed(...items(0, 3));
    const failure = aFailure('network');
    clock.now += 5000;
    await feed.run(1).page(...items(7, 1));
    await feed.run(1).fail(failure);
    await refresh;
    const old = { items: items(0, 3), complete: false, problem: failure.problem, readAt: 1000 };
    assert.deepEqual(listing.state, old);
    assert.deepEqual(told, [3]);
    const again = listing.refresh();
    assert.deepEqual(await listing.firstPage(), old);
    await feed.run(2).lastPage(...items(0, 3));
    assert.deepEqual(await again, { items: items(0, 3), complete: true });
    assert.deepEqual(told, [3, 3]);
  });

  it('is told of from its first page on where it was never complete and nobody waits', async () => {
    const { feed, listing, told } = aListing();
    const first = listing.firstPage();
    await feed.run(0).fail(aFailure('network'));
    await first;
    const refresh = listing.refresh();
    await feed.run(1).page(...items(0, 5));
    assert.deepEqual(told, [5]);
    await feed.run(1).lastPage();
    await refresh;
    assert.deepEqual(told, [5, 5]);
  });
});

describe('a listing that is closed', () => {
  it('asks for nothing from then on, and tells nothing', async () => {
    const { feed, listing, told } = aListing();
    const waiting = [listing.firstPage(), listing.all()];
    listing.close();
    await feed.run(0).lastPage(...items(0, 3));
    await Promise.all(waiting);
    await listing.firstPage();
    await listing.all();
    assert.equal(feed.run(0).signal?.aborted, true);
    assert.equal(feed.runs.length, 1);
    assert.deepEqual(told, []);
  });

  it('is not complete: who waited for it is told that it was cancelled', async () => {
    const { feed, listing } = aListing();
    const all = listing.all();
    await feed.run(0).page(...items(0, 3));
    listing.close();
    await feed.run(0).lastPage();
    const { complete, problem } = await all;
    assert.deepEqual([complete, problem?.kind], [false, 'cancelled']);
  });
});

describe('an item that is put into a listing', () => {
  it('is there at once, and replaces the one with its key', async () => {
    const { feed, listing } = aListing();
    const all = listing.all();
    await feed.run(0).lastPage({ key: 'a' }, { key: 'b', word: 'old' });
    await all;
    listing.putAll([{ key: 'b', word: 'new' }]);
    listing.putAll([{ key: 'c' }]);
    assert.deepEqual(listing.state, {
      items: [{ key: 'a' }, { key: 'b', word: 'new' }, { key: 'c' }],
      complete: true,
    });
  });

  it('stays while the rest arrives', async () => {
    const { feed, listing } = aListing();
    void listing.firstPage();
    await settled();
    await feed.run(0).page({ key: 'a' });
    listing.putAll([{ key: 'new' }]);
    await feed.run(0).lastPage({ key: 'b' });
    assert.deepEqual(
      listing.state.items.map(({ key }) => key),
      ['a', 'new', 'b'],
    );
    assert.equal(listing.state.complete, true);
  });

  it('hides nothing of what is shown while the listing is asked for anew', async () => {
    const { feed, listing } = aListing();
    const before = listing.all();
    await feed.run(0).lastPage({ key: 'a' });
    await before;
    listing.reset();
    void listing.firstPage();
    listing.putAll([{ key: 'new' }]);
    assert.deepEqual(
      listing.state.items.map(({ key }) => key),
      ['a', 'new'],
    );
  });
});
