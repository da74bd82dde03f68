import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkTargetIdentifier, suggestTargetIdentifier } from '../../../../../src/core/model/identifier';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { planNames } from '../../../../../src/core/operations/batch/plan';
import {
  defaultTemplate,
  expandTemplate,
  parseTemplate,
  placeholders,
  type Template,
} from '../../../../../src/core/operations/batch/template';
import { copyClusterSnapshot } from '../../../../../src/core/operations/copyClusterSnapshot';
import { inputFor } from '../../../../../src/core/operations/input';
import { aSnapshot, snapshotsOf, time } from '../../../../support/builders';

const source = aSnapshot({ createTime: time('2026-11-22T14:03:27.5Z') });
const alone = { number: 1, of: 1 };

function parsed(text: string): Template {
  const template = parseTemplate(text);
  assert.ok(template.ok, text);
  return template.value;
}

describe('a template for names', () => {
  const expansions: Readonly<Record<string, string>> = {
    [defaultTemplate]: suggestTargetIdentifier(source, () => false),
    '{cluster}': 'alpha',
    '{snapshot}': 'alpha-2026-11-22-14-03-27',
    'before-{yyyy}-{mm}-{dd}-{hh}{mi}{ss}': 'before-2026-11-22-140327',
    'kept-{n}': 'kept-1',
    '{n}{n}': '11',
    ' kept ': 'kept',
    'Kept-{cluster}': 'Kept-alpha',
  };
  for (const [text, name] of Object.entries(expansions)) {
    it(`${text} is ${name}`, () => assert.equal(expandTemplate(parsed(text), source, alone), name));
  }

  const faults: Readonly<Record<string, object>> = {
    '': { kind: 'blank' },
    '  ': { kind: 'blank' },
    'kept-{year}': { kind: 'unknownPlaceholder', name: 'year', position: 6, meant: 'yyyy' },
    'kept-{toString}': { kind: 'unknownPlaceholder', name: 'toString', position: 6 },
    '{}': { kind: 'unknownPlaceholder', name: '', position: 1 },
    '{Cluster}': { kind: 'unknownPlaceholder', name: 'Cluster', position: 1, meant: 'cluster' },
    'kept-{cluster': { kind: 'strayBrace', brace: '{', position: 6 },
    'kept}': { kind: 'strayBrace', brace: '}', position: 5 },
    '{{cluster}}': { kind: 'strayBrace', brace: '{', position: 1 },
  };
  for (const [text, reason] of Object.entries(faults)) {
    it(`${JSON.stringify(text)} is refused`, () => assert.deepEqual(parseTemplate(text), { ok: false, reason }));
  }

  it('numbers so that names sort', () => {
    const names = [1, 9, 10, 100].map(number => expandTemplate(parsed('{n}'), source, { number, of: 100 }));
    assert.deepEqual(names, ['001', '009', '010', '100']);
  });

  it('makes a valid part of any identifier', () => {
    for (const [identifier, part] of [
      ['copy:rs:alpha-2026', 'alpha-2026'],
      ['cm:Alpha_1', 'alpha-1'],
      ['rs:--', ''],
    ]) {
      assert.equal(expandTemplate(parsed('{snapshot}'), aSnapshot({ identifier: identifier ?? '' }), alone), part);
    }
  });

  it('is nothing where a time is not known', () => {
    const { createTime: _unknown, ...timeless } = source;
    assert.equal(expandTemplate(parsed('a{yyyy}{ss}b'), timeless, alone), 'ab');
    assert.equal(expandTemplate(parsed('a{yyyy}b'), { ...timeless, createTime: Number.MAX_VALUE }, alone), 'ab');
  });

  const anyText = fc.string({ unit: fc.constantFrom('{', '}', '-', 'a', 'Z', '9', ' ', ...placeholders) });
  const anySource: fc.Arbitrary<Snapshot> = fc.record({
    ...{ identifier: fc.string(), clusterIdentifier: fc.string() },
    ...{ type: fc.constant('automated'), status: fc.constant('available'), encrypted: fc.boolean() },
    createTime: fc.double(),
  });

  it('property: is read to its end, or refused at a place that is there', () => {
    fc.assert(
      fc.property(anyText, text => {
        const template = parseTemplate(text);
        if (template.ok) {
          const again = template.value
            .map(part => (typeof part === 'string' ? part : `{${part.placeholder}}`))
            .join('');
          assert.equal(again, text.trim());
        } else if (template.reason.kind !== 'blank') {
          const { position } = template.reason;
          assert.match(text.trim().slice(position - 1), /^[{}]/);
        }
      }),
    );
  });

  it('property: placeholders never bring in what a name cannot have', () => {
    const parts = fc.array(fc.constantFrom(...placeholders), { minLength: 1 });
    fc.assert(
      fc.property(parts, anySource, fc.nat(), (names, snapshot, number) => {
        const text = names.map(name => `{${name}}`).join('');
        assert.match(expandTemplate(parsed(text), snapshot, { number, of: number }), /^[a-z0-9-]*$/);
      }),
    );
  });

  it('property: a plan without a fault has valid names, all different and all free, ignoring case', () => {
    const taken = new Set(['alpha', 'a', 'kept-1']);
    fc.assert(
      fc.property(anyText, fc.array(anySource, { maxLength: 8 }), (text, sources) => {
        const template = parseTemplate(text);
        const plan = template.ok ? planNames(template.value, sources, name => taken.has(name)) : [];
        const good = plan.filter(({ fault }) => fault === undefined).map(({ target }) => target);
        assert.equal(new Set(good.map(name => name.toLowerCase())).size, good.length);
        for (const name of good) {
          assert.deepEqual(checkTargetIdentifier(name), { ok: true, value: name });
          assert.ok(!taken.has(name));
        }
        assert.ok(!template.ok || plan.length === sources.length);
      }),
    );
  });
});

describe('a plan of many copies', () => {
  const sources = snapshotsOf('alpha', 3);

  it('names each, in their order', () => {
    const plan = planNames(parsed('kept-{n}'), sources, () => false);
    assert.deepEqual(
      plan.map(({ source, target: name }) => inputFor(copyClusterSnapshot, source, { name, days: 30 })),
      [1, 2, 3].map(number => ({
        SourceSnapshotClusterIdentifier: 'alpha',
        SourceSnapshotIdentifier: sources[number - 1]?.identifier,
        TargetSnapshotIdentifier: `kept-${number}`,
        ManualSnapshotRetentionPeriod: 30,
      })),
    );
  });

  it('marks all that would have one name', () => {
    const plan = planNames(parsed('Kept-{cluster}'), sources, () => false);
    assert.deepEqual(
      plan.map(({ target, fault }) => [target, fault?.kind]),
      Array(3).fill(['kept-alpha', 'twice']),
    );
  });

  it('marks the names that are taken, ignoring case, and no others', () => {
    const plan = planNames(parsed('KEPT-{n}'), sources, name => name === 'kept-2');
    assert.deepEqual(
      plan.map(({ fault }) => fault?.kind),
      [undefined, 'taken', undefined],
    );
  });

  it('marks what is no name', () => {
    const [planned] = planNames(parsed('{n}-{cluster}'), sources, () => false);
    assert.deepEqual(planned?.fault, { kind: 'identifier', fault: { kind: 'firstNotLetter', character: '1' } });
  });
});
