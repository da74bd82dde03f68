import assert from 'node:assert/strict';
import type { SnapshotQuery } from '../../../../src/core/model/gateway';
import { problemOf } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { TakenNames } from '../../../../src/core/operations/takenNames';
import { aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';
import { FakeGateway, Feed, type Pages, pages, pagesThenFailure, settled } from '../fakeGateway';

const { signal } = new AbortController();

/** `list` answers for all manual snapshots, `look` for a single name. */
function namesOf({
  list = () => pages(),
  look = () => pages(),
  known = [],
}: {
  readonly list?: (signal?: AbortSignal) => Pages<Snapshot>;
  readonly look?: (query: SnapshotQuery) => Pages<Snapshot>;
  readonly known?: readonly Snapshot[];
}): { names: TakenNames; gateway: FakeGateway } {
  const gateway = new FakeGateway({
    callerIdentity: async () => ({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' }),
    snapshots: (query, given) => (query.snapshotIdentifier === undefined ? list(given) : look(query)),
  });
  return { names: new TakenNames(gateway, known, signal), gateway };
}

const theList = 'snapshots {"type":"manual"}';

describe('the names that are taken', () => {
  it('are known without asking as far as the tree has seen them, ignoring case', () => {
    const { names, gateway } = namesOf({ known: [aManualSnapshot({ identifier: 'Alpha-Keep' })] });
    assert.equal(names.isKnown('ALPHA-keep'), true);
    assert.equal(names.isKnown('alpha-keep-2'), false);
    assert.deepEqual(gateway.asked, []);
  });

  it('name a holder that is known only when it is still there', async () => {
    const holder = aManualSnapshot({ identifier: 'Alpha-Keep' });
    let there = true;
    const { names, gateway } = namesOf({ known: [holder], look: () => (there ? pages([holder]) : pages()) });
    assert.equal(await names.holderOf('ALPHA-KEEP', signal), holder);
    assert.ok(gateway.asked.includes('snapshots {"snapshotIdentifier":"Alpha-Keep","type":"manual","whole":true}'));
    there = false;
    assert.equal(await names.holderOf('alpha-keep', signal), undefined);
    assert.equal(names.isKnown('alpha-keep'), false);
  });

  it('are forgotten when the list no longer has them', async () => {
    const { names } = namesOf({
      known: [aManualSnapshot()],
      list: () => pages([aManualSnapshot({ identifier: 'b' })]),
    });
    await names.list();
    assert.deepEqual([names.isKnown('alpha-keep'), names.isKnown('b')], [false, true]);
  });

  it('are counted when all of them are known, without those that other accounts share', async () => {
    const shared = aManualSnapshot({ identifier: 'theirs', ownerAccount: '444455556666' });
    const list = () => pages([aManualSnapshot({ ownerAccount: '111122223333' }), shared]);
    const { names } = namesOf({ list });
    assert.equal(names.count(), undefined);
    await names.list();
    assert.deepEqual([names.count(), names.isKnown('theirs')], [1, false]);
  });

  it('are free where only another account has them', async () => {
    const shared = aManualSnapshot({ identifier: 'theirs', ownerAccount: '444455556666' });
    const { names } = namesOf({ look: () => pages([shared]), list: () => pages([shared]), known: [shared] });
    assert.equal(await names.holderOf('theirs', signal), undefined);
  });

  it('are looked up by name and in the list, of all clusters and of manual snapshots only', async () => {
    const { names, gateway } = namesOf({});
    assert.equal(await names.holderOf('free', signal), undefined);
    assert.deepEqual(gateway.asked.toSorted(), [
      'callerIdentity',
      'snapshots {"snapshotIdentifier":"free","type":"manual","whole":true}',
      theList,
    ]);
  });

  it('are found on all pages of the list, ignoring case', async () => {
    const holder = aManualSnapshot({ identifier: 'on-page-three' });
    const { names } = namesOf({ list: () => pages([aManualSnapshot()], [], [holder]) });
    assert.equal(await names.holderOf('ON-page-three', signal), holder);
    assert.equal(names.isKnown('On-Page-Three'), true);
  });

  it('are found by the look at one name when the list does not have it yet', async () => {
    const holder = aManualSnapshot({ identifier: 'Fresh' });
    const { names } = namesOf({ look: () => pages([holder]) });
    assert.equal(await names.holderOf('fresh', signal), holder);
  });

  it('are free where the look finds an automated snapshot, or another name', async () => {
    const strangers = [aSnapshot({ identifier: 'free' }), aManualSnapshot({ identifier: 'free-2' })];
    const { names } = namesOf({ look: () => pages(strangers) });
    assert.equal(await names.holderOf('free', signal), undefined);
  });

  it('are free where the service says that there is no such snapshot', async () => {
    const { names } = namesOf({ look: () => pagesThenFailure(aFailure('snapshotNotFound')) });
    assert.equal(await names.holderOf('free', signal), undefined);
  });

  it('are listed once, however many names are asked for', async () => {
    const { names, gateway } = namesOf({});
    await Promise.all([names.list(), names.holderOf('one', signal), names.holderOf('two', signal)]);
    await names.holderOf('three', signal);
    assert.equal(gateway.asked.filter(request => request === theList).length, 1);
  });

  it('are not called free before the list is complete', async () => {
    const feed = new Feed<Snapshot>();
    const { names } = namesOf({ list: feed.source });
    const holder = names.holderOf('late', signal);
    let answered = false;
    void holder.then(() => {
      answered = true;
    });
    await settled();
    await feed.run(0).page(aManualSnapshot());
    assert.equal(answered, false);
    await feed.run(0).lastPage(aManualSnapshot({ identifier: 'late' }));
    assert.equal((await holder)?.identifier, 'late');
  });

  it('are not called free when they could not be listed', async () => {
    const { names } = namesOf({ list: () => pagesThenFailure(aFailure('accessDenied')) });
    await assert.rejects(names.holderOf('free', signal), error => problemOf(error).kind === 'accessDenied');
  });

  it('are not called free when the look at the name failed', async () => {
    const { names } = namesOf({ look: () => pagesThenFailure(aFailure('throttled')) });
    await assert.rejects(names.holderOf('free', signal), error => problemOf(error).kind === 'throttled');
  });

  it('are listed again after that has failed', async () => {
    let down = true;
    const { names } = namesOf({
      list: () => (down ? pagesThenFailure(aFailure('network'), [aManualSnapshot()]) : pages([aManualSnapshot()])),
    });
    await assert.rejects(names.holderOf('free', signal));
    assert.equal(names.isKnown('alpha-keep'), true, 'what came before the failure is known');
    down = false;
    assert.equal(await names.holderOf('free', signal), undefined);
    await names.list();
  });

  it('are listed for as long as the prompts live, and looked at for as long as one check does', async () => {
    const prompts = new AbortController();
    const check = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const gateway = new FakeGateway({
      snapshots: (_query, given) => {
        signals.push(given);
        return pages();
      },
    });
    await new TakenNames(gateway, [], prompts.signal).holderOf('free', check.signal);
    assert.deepEqual(signals, [check.signal, prompts.signal]);
  });
});
