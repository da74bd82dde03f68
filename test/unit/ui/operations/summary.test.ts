import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import type { OperationInput, OperationName } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { allOperations } from '../../../../src/core/operations/all';
import type { CopyInput } from '../../../../src/core/operations/copyClusterSnapshot';
import type { Remaining } from '../../../../src/core/operations/remaining';
import { questionAbout, summaryOf, typingText } from '../../../../src/ui/operations/summary';
import { type Call, leftOutText, operationWords, wordsOf } from '../../../../src/ui/text/operationWords';
import { outcomeText } from '../../../../src/ui/text/outcomeText';
import { aCopyRequest, aManualSnapshot, aProblem, aSnapshot, aTarget } from '../../../support/builders';

const day = 86_400_000;
/** By the service's clock: this machine's says something else. */
const now = Date.UTC(2031, 10, 29, 21, 10);

describe('a summary before a copy', () => {
  const aCall = (input: CopyInput, before?: Snapshot): Call => ({ operation: 'CopyClusterSnapshot', input, before });
  const place = { target: aTarget(), identity: undefined, manualSnapshots: undefined, now };
  const source = aSnapshot({ retentionStartTime: now - 7 * day });

  it('says until when it is kept at least, and what is sent', () => {
    const text = summaryOf([aCall(aCopyRequest({ ManualSnapshotRetentionPeriod: 37 }), source)], place).join('\n');
    match(text, /^Kept: at least until .* UTC \(sends 37 days: Redshift counts from \w{3} \d+(, \d{4})?\)$/m);
  });

  it('says that the tags of the source come along', () => {
    const calls = [aCall(aCopyRequest(), source)];
    match(
      summaryOf(calls, { ...place, withTags: true }).join('\n'),
      /^The source's tags are added to the copy, .*\.$/m,
    );
    doesNotMatch(summaryOf(calls, place).join('\n'), /tags/);
  });

  it('warns of days that are over', () => {
    const text = summaryOf([aCall(aCopyRequest({ ManualSnapshotRetentionPeriod: 7 }), source)], place).join('\n');
    match(text, /^Not kept: Redshift counts 7 days from .* would have expired on .* deletes it at once\.$/m);
  });

  it('says of each of many how long it is kept', () => {
    const young = aSnapshot({ retentionStartTime: now });
    const text = summaryOf(
      [
        aCall(aCopyRequest({ ManualSnapshotRetentionPeriod: 37 }), source),
        aCall(aCopyRequest({ ManualSnapshotRetentionPeriod: 30 }), young),
      ],
      place,
    ).join('\n');
    match(text, /\(37 days, at least until .* UTC\)\n.*\(30 days, at least until .* UTC\)/);
  });

  it('promises no date where the source must not be read', () => {
    const text = summaryOf([aCall(aCopyRequest({ ManualSnapshotRetentionPeriod: 30 }))], place).join('\n');
    match(text, /^Kept: 30 days, counted from its retention start, which isn't known$/m);
  });
});

describe('a summary before a deletion', () => {
  const before = aManualSnapshot({ createTime: 1 });
  const call: Call = { operation: 'DeleteClusterSnapshot', input: { SnapshotIdentifier: before.identifier }, before };
  const summary = (given: Partial<Remaining>) =>
    summaryOf([call], {
      target: aTarget(),
      identity: undefined,
      now,
      remaining: [{ cluster: 'alpha', clusterExists: true, snapshots: [], ...given }],
    }).join('\n');

  it('says what the cluster has left where that is not much', () => {
    match(summary({}), /^alpha has no other snapshot\.$/m);
    match(summary({ clusterExists: false }), /^Nothing else is left of alpha: its cluster is deleted, .*\.$/m);
    match(summary({ snapshots: [aSnapshot()] }), /^alpha has only automated snapshots left, which expire\.$/m);
    match(summary({ snapshots: undefined }), /^It isn't known whether alpha has other snapshots\.$/m);
    doesNotMatch(summary({ snapshots: [aManualSnapshot({ identifier: 'other' })] }), /no other|left|known/);
  });

  it('says which other snapshot has the same data', () => {
    match(summary({ snapshots: [aManualSnapshot({ identifier: 'twin', createTime: 1 })] }), /same data as twin\)$/m);
  });
});

describe('what is said of each operation before it is sent', () => {
  const target = aTarget();
  const before = aManualSnapshot({
    createTime: now - 3 * day,
    totalMegabytes: 1_258_291,
    retentionStartTime: now,
  });
  const arn = 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/alpha-keep';
  const inputs: Readonly<Record<OperationName, OperationInput>> = {
    CopyClusterSnapshot: aCopyRequest(),
    CreateClusterSnapshot: {
      SnapshotIdentifier: 'alpha-keep',
      ClusterIdentifier: 'alpha',
      ManualSnapshotRetentionPeriod: 30,
    },
    ModifyClusterSnapshot: { SnapshotIdentifier: 'alpha-keep', ManualSnapshotRetentionPeriod: 30 },
    DeleteClusterSnapshot: { SnapshotIdentifier: 'alpha-keep', SnapshotClusterIdentifier: 'alpha' },
    CreateTags: { ResourceName: arn, Tags: [{ Key: 'kept-by', Value: 'on-call' }] },
    DeleteTags: { ResourceName: arn, TagKeys: ['kept-by', 'why'] },
    AuthorizeSnapshotAccess: { SnapshotIdentifier: 'alpha-keep', AccountWithRestoreAccess: '222233334444' },
    RevokeSnapshotAccess: { SnapshotIdentifier: 'alpha-keep', AccountWithRestoreAccess: '222233334444' },
  };
  const kept = /Kept: at least until .*\)$/;
  const follows: Readonly<Record<OperationName, RegExp>> = {
    CopyClusterSnapshot: kept,
    CreateClusterSnapshot: kept,
    ModifyClusterSnapshot: kept,
    DeleteClusterSnapshot: /What goes: data as of 3 days ago, 1\.2 TB\.$/,
    CreateTags: /Tags: kept-by=on-call$/,
    DeleteTags: /Tags: kept-by, why$/,
    AuthorizeSnapshotAccess: /alpha-keep with 222233334444\. With account: 222233334444$/,
    RevokeSnapshotAccess: /alpha-keep with 222233334444\. With account: 222233334444$/,
  };

  for (const operation of allOperations) {
    const { name } = operation;
    const call: Call = { operation: name, input: inputs[name], before };

    it(`names the snapshot, the account and what follows: ${name}`, () => {
      const facts = { target, now, identity: { account: '111122223333', arn: 'arn' } };
      const text = summaryOf([call], facts).join('\n');
      match(text, /alpha-keep/);
      match(text, /^Account: work · eu-west-1 · 1111-2222-3333$/m);
      for (const sentence of operationWords[name].consequences) {
        ok(text.includes(sentence), sentence);
      }
      ok(operationWords[name].consequences.length > 0);
    });

    it(`has the verb on the button, with how many: ${name}`, () => {
      const { verb, question } = questionAbout(operation, [call, call, call]);
      match(verb, /^[A-Z][a-z]+( [A-Z][a-z]+)*( to| from)? 3 Snapshots$/);
      match(question, /3 snapshots\?$/);
      ok(verb.startsWith(questionAbout(operation, [call]).verb));
    });

    it(`has the cluster typed, and names the snapshot and what becomes of it: ${name}`, () => {
      const text = typingText(operation, [call], { word: 'alpha', isProtected: true, now });
      match(text, /^This account is protected\. Type the name of the cluster, alpha, to .*alpha-keep\b/);
      match(text, follows[name]);
    });

    it(`names what is left out, and why: ${name}`, () => {
      const text = leftOutText(name, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
      equal(text, `Left out: a, b, c, d, e, and 2 more. ${operationWords[name].onlyFor}`);
      ok(summaryOf([call], { target, identity: undefined, now, notSent: [text] }).includes(text));
    });
  }

  for (const { name, effect } of allOperations) {
    it(`says in its own words that nothing was done where another snapshot has the name: ${name}`, () => {
      const call: Call = { operation: name, input: inputs[name], before };
      const by = aManualSnapshot({ clusterIdentifier: 'beta' });
      const text = outcomeText({ kind: 'clash', by, problem: aProblem('timeout') }, call, target);
      ok(
        text.includes(effect === 'changes' ? 'Another snapshot now has the name' : operationWords[name].nothing),
        text,
      );
    });
  }

  it('says that a deletion cannot be undone', () => {
    match(operationWords.DeleteClusterSnapshot.consequences.join(' '), /cannot be undone/);
  });

  it('says no sentence twice', () => {
    const calls = allOperations.map(({ name }): Call => ({ operation: name, input: inputs[name], before }));
    const sentences = calls.flatMap(call => [
      operationWords[call.operation].nothing,
      wordsOf(call).done,
      wordsOf(call).unknown,
    ]);
    deepEqual(
      sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index),
      [],
    );
  });
});
