import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkTargetIdentifier, suggestTargetIdentifier } from '../../../../src/core/model/identifier';
import { time } from '../../../support/builders';

/** Letters, digits, hyphens and their look-alikes more often than the rest of Unicode. */
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', 'z', '0', '9', '-', ' ', '_', '.', ':', 'é', 'ａ', 'K', '😀') }),
  fc.string({ unit: fc.constantFrom('a', 'B', '7', '-'), minLength: 240, maxLength: 270 }),
  fc.string({ unit: 'binary' }),
);

describe('the identifier of a manual snapshot', () => {
  const accepted: readonly (readonly [string, string])[] = [
    ['a', 'a'],
    ['z9', 'z9'],
    ['before-the-migration', 'before-the-migration'],
    ['a-1-b-2', 'a-1-b-2'],
    ['MixedCase-2026', 'mixedcase-2026'],
    ['  padded\t', 'padded'],
    ['\u3000wide-space\u00a0', 'wide-space'],
    ['a'.repeat(255), 'a'.repeat(255)],
    [` ${'B'.repeat(255)} `, 'b'.repeat(255)],
  ];
  for (const [text, value] of accepted) {
    it(`takes ${shown(text)} as ${shown(value)}`, () => {
      assert.deepEqual(checkTargetIdentifier(text), { ok: true, value });
    });
  }

  const rejected: readonly (readonly [string, object])[] = [
    ['', { kind: 'blank' }],
    ['   ', { kind: 'blank' }],
    ['\t\n\u00a0\u3000', { kind: 'blank' }],
    ['1st', { kind: 'firstNotLetter', character: '1' }],
    ['-a', { kind: 'firstNotLetter', character: '-' }],
    ['-', { kind: 'firstNotLetter', character: '-' }],
    ['--', { kind: 'firstNotLetter', character: '-' }],
    ['rs:alpha', { kind: 'invalidCharacter', character: ':', position: 3 }],
    ['two words', { kind: 'invalidCharacter', character: ' ', position: 4 }],
    ['  two words', { kind: 'invalidCharacter', character: ' ', position: 4 }],
    ['line\nbreak', { kind: 'invalidCharacter', character: '\n', position: 5 }],
    ['under_score', { kind: 'invalidCharacter', character: '_', position: 6 }],
    ['dot.', { kind: 'invalidCharacter', character: '.', position: 4 }],
    ['a/b', { kind: 'invalidCharacter', character: '/', position: 2 }],
    ['1/b', { kind: 'invalidCharacter', character: '/', position: 2 }],
    ['süd', { kind: 'invalidCharacter', character: 'ü', position: 2 }],
    ['snap😀shot', { kind: 'invalidCharacter', character: '😀', position: 5 }],
    ['😀😀_', { kind: 'invalidCharacter', character: '😀', position: 1 }],
    ['ａbc', { kind: 'invalidCharacter', character: 'ａ', position: 1 }],
    // The Kelvin sign's lower case is an ASCII k.
    ['\u212Aey', { kind: 'invalidCharacter', character: '\u212A', position: 1 }],
    ['a–b', { kind: 'invalidCharacter', character: '–', position: 2 }],
    ['a٣', { kind: 'invalidCharacter', character: '٣', position: 2 }],
    ['a--b', { kind: 'doubleHyphen', position: 2 }],
    ['a-b---c', { kind: 'doubleHyphen', position: 4 }],
    ['a--', { kind: 'doubleHyphen', position: 2 }],
    ['a-', { kind: 'trailingHyphen' }],
    ['a- ', { kind: 'trailingHyphen' }],
    ['a'.repeat(256), { kind: 'tooLong', length: 256 }],
    [`${'a'.repeat(255)}-`, { kind: 'trailingHyphen' }],
  ];
  for (const [text, reason] of rejected) {
    it(`refuses ${shown(text)}: ${JSON.stringify(reason)}`, () => {
      assert.deepEqual(checkTargetIdentifier(text), { ok: false, reason });
    });
  }

  it('is accepted exactly when the rules of TargetSnapshotIdentifier hold', () => {
    fc.assert(
      fc.property(anyText, text => {
        assert.equal(checkTargetIdentifier(text).ok, followsTheRules(text.trim()), shown(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is what was typed, without the space around it, in lower case', () => {
    fc.assert(
      fc.property(anyText, text => {
        const checked = checkTargetIdentifier(text);
        fc.pre(checked.ok);
        assert.equal(checked.value, text.trim().toLowerCase());
        assert.match(checked.value, /^[a-z0-9-]+$/);
        assert.deepEqual(checkTargetIdentifier(checked.value), checked);
      }),
    );
  });
});

describe('the suggested identifier', () => {
  const noneIsTaken = (): boolean => false;

  it('names the cluster and the instant that the data shows, in UTC', () => {
    const source = { clusterIdentifier: 'analytics-prod', createTime: time('2026-11-22T14:03:27.931Z') };
    assert.equal(suggestTargetIdentifier(source, noneIsTaken), 'analytics-prod-2026-11-22-1403-manual');
  });

  it('does without the instant where the service gave none', () => {
    assert.equal(suggestTargetIdentifier({ clusterIdentifier: 'alpha' }, noneIsTaken), 'alpha-manual');
  });

  it('does without an instant that is not a date, or not of our era', () => {
    for (const createTime of [Number.NaN, Number.POSITIVE_INFINITY, time('+012026-01-01T00:00:00Z'), -1e15]) {
      const suggestion = suggestTargetIdentifier({ clusterIdentifier: 'alpha', createTime }, noneIsTaken);
      assert.equal(suggestion, 'alpha-manual', String(createTime));
    }
  });

  it('names every instant whose year has four digits', () => {
    for (const [iso, stamp] of [
      ['0000-01-01T00:00:00Z', '0000-01-01-0000'],
      ['9999-12-31T23:59:59Z', '9999-12-31-2359'],
    ] as const) {
      const suggestion = suggestTargetIdentifier({ clusterIdentifier: 'alpha', createTime: time(iso) }, noneIsTaken);
      assert.equal(suggestion, `alpha-${stamp}-manual`);
    }
  });

  it('counts on from 2 as long as it is taken', () => {
    const taken = new Set(['alpha-manual', 'alpha-manual-2', 'alpha-manual-3']);
    const suggestion = suggestTargetIdentifier({ clusterIdentifier: 'alpha' }, name => taken.has(name));
    assert.equal(suggestion, 'alpha-manual-4');
  });

  const clusters: readonly (readonly [string, string])[] = [
    ['Analytics_Prod', 'analytics-prod-manual'],
    ['9lives', 'snapshot-9lives-manual'],
    ['--a--b--', 'a-b-manual'],
    ['日本', 'snapshot-manual'],
    ['', 'snapshot-manual'],
    [`${'a'.repeat(199)}-b`, `${'a'.repeat(199)}-manual`],
  ];
  for (const [clusterIdentifier, suggestion] of clusters) {
    it(`is ${shown(suggestion)} for a cluster ${shown(clusterIdentifier)}`, () => {
      assert.equal(suggestTargetIdentifier({ clusterIdentifier }, noneIsTaken), suggestion);
    });
  }

  it('is valid, in lower case and free, whatever the cluster, the instant and the names that are taken', () => {
    const anyTime = fc.option(fc.oneof(fc.date({ noInvalidDate: false }).map(Number), fc.double()), { nil: undefined });
    const takenBefore = fc.nat({ max: 120 });
    fc.assert(
      fc.property(anyText, anyTime, takenBefore, (clusterIdentifier, createTime, count) => {
        const taken = new Set<string>();
        const isTaken = (name: string): boolean => taken.size < count && taken.add(name) !== undefined;
        const source = createTime === undefined ? { clusterIdentifier } : { clusterIdentifier, createTime };
        const suggestion = suggestTargetIdentifier(source, isTaken);
        assert.deepEqual(checkTargetIdentifier(suggestion), { ok: true, value: suggestion });
        assert.ok(!taken.has(suggestion));
        assert.equal(taken.size, count);
      }),
      { numRuns: 500 },
    );
  });
});

/** The two expressions of the service's prose: 1 to 255 letters, digits, hyphens, first a letter, none double or last. */
function followsTheRules(identifier: string): boolean {
  return /^(?!.*--)[A-Za-z][A-Za-z0-9-]{0,254}$/.test(identifier) && !/-$/.test(identifier);
}

function shown(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.length > 40 ? `${quoted.slice(0, 20)}… (${text.length} characters)` : quoted;
}
