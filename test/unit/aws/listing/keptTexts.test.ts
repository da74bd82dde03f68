import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DescribeClusterSnapshots$, DescribeClusters$ } from '@aws-sdk/client-redshift';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import fc from 'fast-check';
import { KeptTexts } from '../../../../src/aws/listing/keptTexts';
import { toCluster, toSnapshot } from '../../../../src/aws/model/models';

describe('texts that are kept', () => {
  it('are equal to what they were', () => {
    const texts = new KeptTexts();
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '\ud83d', 'Zürich 🚀'), (text, more) => {
        for (const whole of [text + more, text + more]) {
          assert.equal(texts.shared(whole), whole);
          assert.equal(texts.own(whole), whole);
        }
      }),
    );
  });

  it('do not keep the text alive that they were cut from', () => {
    const page = (n: number) => `${n} `.padEnd(1_000_000, 'a page of a megabyte ');
    const texts = new KeptTexts();
    const before = heapUsed();
    const kept = Array.from({ length: 50 }, (_, n) => [
      texts.own(page(n).slice(0, 40)),
      texts.shared(page(n).slice(0, 50)),
    ]);
    const grown = heapUsed() - before;
    assert.equal(kept.length, 50);
    assert.ok(grown < 20_000_000, `${grown} bytes for 100 texts from 100 MB`);
  });
});

describe('models', () => {
  it('do not keep the page alive that they were read from', () => {
    const texts = new KeptTexts();
    const before = heapUsed();
    const kept = Array.from({ length: 50 }, (_, n) => [
      toSnapshot(answerOf(DescribeClusterSnapshots$, n), texts),
      toCluster(answerOf(DescribeClusters$, n), texts),
    ]);
    const grown = heapUsed() - before;
    assert.equal(kept.length, 50);
    assert.ok(grown < 20_000_000, `${grown} bytes for 100 models from 100 MB`);
  });
});

describe('a snapshot that is kept', () => {
  it('holds the text of its identifier once, and what it shares with the others not at all', () => {
    const texts = new KeptTexts();
    const cluster = `cluster-${'x'.repeat(50)}`;
    const place = `arn:aws:redshift:eu-west-1:111122223333:snapshot:${cluster}/`;
    const before = heapUsed();
    const kept = Array.from({ length: 10_000 }, (_, n) => {
      const identifier = `rs:${cluster}-${n}`.padEnd(100, '-');
      return toSnapshot(
        { SnapshotIdentifier: identifier, ClusterIdentifier: cluster, SnapshotArn: place + identifier },
        texts,
      );
    });
    const each = (heapUsed() - before) / kept.length;
    assert.equal(kept[7]?.arn, place + kept[7]?.identifier);
    // 120 of them are the identifier; the name of the resource would be 230 more.
    assert.ok(each < 300, `${each} bytes`);
  });
});

/** A structure of a list with each text a piece of a megabyte of its own. */
function answerOf(operation: StaticOperationSchema, n: number): object {
  const [[, list] = []] = [...NormalizedSchema.of(operation[5]).structIterator()].filter(([, of]) => of.isListSchema());
  return list === undefined
    ? assert.fail()
    : (pieces(list.getValueSchema(), `${n} `.padEnd(1_000_000, 'a page ')) ?? {});
}

function pieces(schema: NormalizedSchema, page: string): object | undefined {
  const members = [...schema.structIterator()].map(([name, of], i) => [
    name,
    of.isStringSchema() ? page.slice(i, i + 40) : of.isStructSchema() ? pieces(of, page) : undefined,
  ]);
  return Object.fromEntries(members);
}

/** Bytes, once all that can go is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
