import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type DocumentLink,
  type DocumentOwner,
  type DocumentSubject,
  decodeDocumentLink,
  documentName,
  encodeDocumentLink,
} from '../../../../src/core/documents/documentLink';
import { type CredentialSource, principalOf, type Target } from '../../../../src/core/model/target';
import { allOperations } from '../../../../src/core/operations/all';
import { aTarget } from '../../../support/builders';

const anyText = fc.string({ minLength: 1, unit: 'binary' });
const anySource: fc.Arbitrary<CredentialSource> = fc.oneof(
  anyText.map(name => ({ kind: 'profile', name }) as const),
  fc.constantFrom({ kind: 'environment' } as const, { kind: 'sample' } as const),
);
const anyTarget: fc.Arbitrary<Target> = fc.record(
  { source: anySource, region: anyText, endpoint: anyText },
  { requiredKeys: ['source', 'region'], noNullPrototype: true },
);
const anyOwner: fc.Arbitrary<DocumentOwner> = fc.record(
  {
    target: anyTarget,
    identity: fc.record({ account: anyText, arn: anyText.map(principalOf) }, { noNullPrototype: true }),
  },
  { requiredKeys: ['target'], noNullPrototype: true },
);
const anySubject: fc.Arbitrary<DocumentSubject> = fc.oneof(
  fc.record({ kind: fc.constant('cluster' as const), cluster: anyText }, { noNullPrototype: true }),
  fc.record(
    {
      kind: fc.constant('snapshot' as const),
      cluster: anyText,
      snapshot: anyText,
      owner: anyText,
    },
    { requiredKeys: ['kind', 'cluster', 'snapshot'], noNullPrototype: true },
  ),
  fc.record(
    { kind: fc.constant('events' as const), cluster: anyText, snapshot: anyText },
    { requiredKeys: ['kind', 'cluster'], noNullPrototype: true },
  ),
  fc.constant({ kind: 'storage' } as const),
  fc.record(
    {
      kind: fc.constant('copy' as const),
      cluster: anyText,
      snapshot: anyText,
      copy: anyText,
      time: fc.nat({ max: 8.64e15 }),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('preview' as const),
      cluster: anyText,
      snapshot: anyText,
      copy: anyText,
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('record' as const),
      cluster: anyText,
      copy: anyText,
      id: anyText,
      unmasked: fc.constant(true),
    },
    { requiredKeys: ['kind', 'cluster', 'copy', 'id'], noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('batch' as const),
      operation: fc.constantFrom(...allOperations.map(({ name }) => name)),
      time: fc.nat({ max: 8.64e15 }),
    },
    { requiredKeys: ['kind', 'time'], noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('several' as const),
      what: fc.constantFrom('descriptions' as const, 'records' as const),
      number: fc.nat(),
      time: fc.nat({ max: 8.64e15 }),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('answer' as const),
      operation: fc.constantFrom(...allOperations.map(({ name }) => name)),
      snapshot: anyText,
      time: fc.nat({ max: 8.64e15 }),
    },
    { noNullPrototype: true },
  ),
);

const anyLink: fc.Arbitrary<DocumentLink> = fc.tuple(anySubject, anyOwner).map(([subject, owner]) => ({
  ...subject,
  ...owner,
}));

const cluster: DocumentLink = { kind: 'cluster', target: aTarget(), cluster: 'alpha' };
const snapshot: DocumentLink = { ...cluster, kind: 'snapshot', snapshot: 'rs:alpha-2026-11-22-14-03-27' };
const copy: DocumentLink = { ...snapshot, kind: 'copy', copy: 'alpha-keep', time: 1 };
const batch: DocumentLink = { kind: 'batch', target: aTarget(), time: Date.UTC(2026, 10, 22, 14, 3, 27) };

describe('the link of a document', () => {
  it('survives being written and read', () => {
    fc.assert(fc.property(anyLink, link => assert.deepEqual(decodeDocumentLink(encodeDocumentLink(link)), link)));
  });

  it('is written the same each time, so that one thing has one document', () => {
    fc.assert(
      fc.property(anyLink, link => {
        const read = decodeDocumentLink(encodeDocumentLink(link));
        assert.ok(read !== undefined);
        assert.equal(encodeDocumentLink(read), encodeDocumentLink(link));
      }),
    );
  });

  it('tells two copies to one name apart by their time', () => {
    assert.notEqual(encodeDocumentLink(copy), encodeDocumentLink({ ...copy, time: 2 }));
  });

  it('tells two accounts behind one profile apart, but not two sessions of one role', () => {
    const as = (account: string, role: string) => ({
      ...cluster,
      identity: { account, arn: `arn:aws:sts::${account}:assumed-role/${role}` },
    });
    const admin = encodeDocumentLink(as('111122223333', 'Admin/monday'));
    assert.equal(admin, encodeDocumentLink(as('111122223333', 'Admin/tuesday')));
    assert.notEqual(admin, encodeDocumentLink(as('444455556666', 'Admin/monday')));
    assert.notEqual(admin, encodeDocumentLink(as('111122223333', 'Reader/monday')));
  });

  it('holds no secret and nothing but what it needs', () => {
    assert.deepEqual(Object.keys(JSON.parse(encodeDocumentLink(copy))).sort(), [
      'cluster',
      'copy',
      'kind',
      'region',
      'snapshot',
      'source',
      'time',
    ]);
  });

  it('is never made of other text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        assert.equal(decodeDocumentLink(text), undefined);
      }),
    );
  });

  for (const [link, members] of [
    [cluster, ['kind', 'source', 'region', 'cluster']],
    [snapshot, ['kind', 'source', 'region', 'cluster', 'snapshot']],
    [copy, ['kind', 'source', 'region', 'cluster', 'snapshot', 'copy', 'time']],
    [batch, ['kind', 'source', 'region', 'time']],
  ] as const) {
    for (const member of members) {
      it(`of a ${link.kind} is not read when ${member} is missing, empty or of another type`, () => {
        for (const value of [undefined, '', null, [], {}, true]) {
          const written = { ...JSON.parse(encodeDocumentLink(link)), [member]: value };
          assert.equal(decodeDocumentLink(JSON.stringify(written)), undefined, JSON.stringify(value));
        }
      });
    }
  }
});

describe('the name of a document', () => {
  for (const [link, name] of [
    [cluster, 'describe alpha.json'],
    [snapshot, 'describe rs-alpha-2026-11-22-14-03-27.json'],
    [copy, 'copy rs-alpha-2026-11-22-14-03-27 → alpha-keep.json'],
    [batch, 'copies 2026-11-22T14-03-27.json'],
    [{ ...batch, operation: 'DeleteClusterSnapshot' }, 'deletions 2026-11-22T14-03-27.json'],
    [{ kind: 'answer', operation: 'ModifyClusterSnapshot', snapshot: 'a:b', time: 1 }, 'change a-b.json'],
  ] as const) {
    it(`is ${name} for a ${link.kind}`, () => {
      assert.equal(documentName(link), name);
    });
  }

  it('holds nothing that a file name cannot', () => {
    fc.assert(fc.property(anyLink, link => assert.doesNotMatch(documentName(link), /[\\/:*?"<>|\p{Cc}]/u)));
  });

  it('reads as it is, and has an end', () => {
    assert.equal(documentName({ kind: 'cluster', cluster: 'a\u202Egnp\u2028b' }), 'describe a-gnp-b.json');
    const half = documentName({ kind: 'cluster', cluster: `${'a'.repeat(199)}😀` });
    assert.equal(half, `describe ${'a'.repeat(199)}-.json`);
    assert.ok(documentName({ kind: 'cluster', cluster: 'a'.repeat(100_000) }).length < 250);
  });
});
