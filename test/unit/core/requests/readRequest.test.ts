import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkTargetIdentifier } from '../../../../src/core/model/identifier';
import { allOperations, operations } from '../../../../src/core/operations/all';
import { readRequest } from '../../../../src/core/requests/readRequest';
import { exampleFor, requestFor, requestText } from '../../../../src/core/requests/skeleton';
import { aManualSnapshot, aSnapshot, time } from '../../../support/builders';
import { aRequest, shown } from './support';

const copy = operations.CopyClusterSnapshot;

describe('a request document', () => {
  it('gives the request that it asks for', () => {
    const { findings, inputs } = readRequest(copy, aRequest());
    assert.deepEqual(findings, []);
    assert.deepEqual(inputs, [
      {
        SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
        SourceSnapshotClusterIdentifier: 'alpha',
        TargetSnapshotIdentifier: 'alpha-keep',
        ManualSnapshotRetentionPeriod: 30,
      },
    ]);
  });

  it('may leave out the cluster, and how long to keep the copy', () => {
    const text = aRequest({ SourceSnapshotClusterIdentifier: undefined, ManualSnapshotRetentionPeriod: undefined });
    assert.deepEqual(readRequest(copy, text).inputs, [
      {
        SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
        TargetSnapshotIdentifier: 'alpha-keep',
        ManualSnapshotRetentionPeriod: -1,
      },
    ]);
  });

  it('is none where its brackets would use up the stack', () => {
    for (const open of ['[', '{"a":']) {
      const { findings, inputs } = readRequest(copy, open.repeat(50_000));
      assert.deepEqual(
        findings.map(({ fault, span }) => [fault, span]),
        [
          [
            { kind: 'syntax', fault: 'other' },
            { offset: 100 * open.length, length: 1 },
          ],
        ],
      );
      assert.equal(inputs, undefined);
    }
    assert.deepEqual(readRequest(copy, aRequest({ TargetSnapshotIdentifier: '['.repeat(200) })).findings.length, 1);
  });

  it('knows where its values stand', () => {
    const text = aRequest();
    const { offset = 0, length = 0 } = readRequest(copy, text).items[0]?.values.get('TargetSnapshotIdentifier') ?? {};
    assert.equal(text.slice(offset, offset + length), '"alpha-keep"');
  });

  it('is sent in lower case, and says so', () => {
    const text = aRequest({ TargetSnapshotIdentifier: 'Alpha-Keep' });
    const reading = readRequest(copy, text);
    assert.deepEqual(shown(text, reading.findings), ['lowerCased @ "Alpha-Keep"']);
    assert.equal(reading.inputs?.[0]?.['TargetSnapshotIdentifier'], 'alpha-keep');
  });

  const target = (value: unknown): string => aRequest({ TargetSnapshotIdentifier: value });
  const days = (value: unknown): string => aRequest({ ManualSnapshotRetentionPeriod: value });
  const broken: readonly (readonly [string, string, ...string[]])[] = [
    ['an empty document', '', 'empty @ '],
    ['a document of blanks', ' \n', 'empty @  \n'],
    ['an empty list', '[]', 'emptyList @ []'],
    ['a list of something else', `[${aRequest()}, 1, []]`, 'notObject @ 1', 'notObject @ []'],
    ['a list in which one is wrong', `[${aRequest()}, {}]`, 'missingMember @ {', 'missingMember @ {'],
    [
      'a list that asks twice for one name, in capitals',
      `[${aRequest()}, ${target('ALPHA-KEEP')}]`,
      ...['lowerCased @ "ALPHA-KEEP"', 'askedTwice @ "ALPHA-KEEP"'],
    ],
    ['a text', '"x"', 'notObject @ "x"'],
    ['null', 'null', 'notObject @ null'],
    ['a line comment', `// why\n${aRequest()}`, 'syntax:comment @ // why'],
    ['a comment inside', aRequest().replace('30', '/* a month */ 30'), 'syntax:comment @ /* a month */'],
    ['a trailing comma', aRequest().replace('30\n', '30,\n'), 'syntax:trailingComma @ ,'],
    ['a missing comma', aRequest().replace('"alpha",', '"alpha"'), 'syntax:other @ "TargetSnapshotIdentifier"'],
    ['a name without quotes', '{ Source: 1 }', 'syntax:other @ Source'],
    ['an object that does not end', aRequest().slice(0, -1), 'syntax:unclosed @ '],
    ['something after its end', `${aRequest()} {}`, 'syntax:afterEnd @ {'],
    ['an unknown escape', aRequest().replace('alpha-keep', 'alpha\\-keep'), 'syntax:escape @ "alpha\\-keep"'],
    [
      'a comment, and no source',
      '{ /* x */ "TargetSnapshotIdentifier": "a" }',
      'missingMember @ {',
      'syntax:comment @ /* x */',
    ],
    [
      'a parameter under a wrong name',
      aRequest().replace('TargetSnapshot', 'TargetSnapshto'),
      'unknownMember @ "TargetSnapshtoIdentifier"',
    ],
    ['no source', aRequest({ SourceSnapshotIdentifier: undefined }), 'missingMember @ {'],
    ['nothing', '{}', 'missingMember @ {', 'missingMember @ {'],
    ['a member that is not known', aRequest({ DryRun: true }), 'unknownMember @ "DryRun"'],
    ['$schema', aRequest({ $schema: 'x' }), 'unknownMember @ "$schema"'],
    ['__proto__', aRequest().replace('{', '{ "__proto__": 1,'), 'unknownMember @ "__proto__"'],
    [
      'a member twice',
      aRequest().replace('}', ', "TargetSnapshotIdentifier": "b" }'),
      'repeatedMember @ "TargetSnapshotIdentifier"',
    ],
    ['a number for a name', target(7), 'notText @ 7'],
    ['null for a name', target(null), 'notText @ null'],
    ['a list for a name', target(['a']), 'notText @ ["a"]'.replace('["a"]', '[\n    "a"\n  ]')],
    ['an empty name', target(''), 'blank @ ""'],
    ['a blank name', target(' \u3000'), 'blank @ " \u3000"'],
    ['blanks around a name', target(' a'), 'padded @ " a"'],
    ['an empty source', aRequest({ SourceSnapshotIdentifier: '' }), 'blank @ ""'],
    ['an empty cluster', aRequest({ SourceSnapshotClusterIdentifier: '' }), 'blank @ ""'],
    ['a digit first', target('1st'), 'identifier:firstNotLetter @ 1'],
    ['a hyphen last', target('a-'), 'identifier:trailingHyphen @ -'],
    ['two hyphens in a row', target('a--b'), 'identifier:doubleHyphen @ --'],
    ['a character that is not allowed', target('a😀é'), 'identifier:invalidCharacter @ 😀'],
    ['a character that is escaped', target('a\tb'), 'identifier:invalidCharacter @ "a\\tb"'],
    ['too long a name', target('a'.repeat(256)), `identifier:tooLong @ "${'a'.repeat(256)}"`],
    ['0 days', days(0), 'retention:outOfRange @ 0'],
    ['3654 days', days(3654), 'retention:outOfRange @ 3654'],
    ['-2 days', days(-2), 'retention:outOfRange @ -2'],
    ['days in quotes', days('7'), 'notWholeNumber @ "7"'],
    ['half a day', days(1.5), 'notWholeNumber @ 1.5'],
    ['days with a point', aRequest().replace('30', '30.0'), 'notWholeNumber @ 30.0'],
    ['days with an exponent', aRequest().replace('30', '1e2'), 'notWholeNumber @ 1e2'],
    ['null days', days(null), 'notWholeNumber @ null'],
  ];
  for (const [what, text, ...expected] of broken) {
    it(`refuses ${what}, at its span`, () => {
      const reading = readRequest(copy, text);
      assert.deepEqual(shown(text, reading.findings), expected);
      assert.equal(reading.inputs, undefined);
    });
  }

  it('of the CLI’s own skeleton is refused for each of its empty texts', () => {
    const text = aRequest({
      SourceSnapshotIdentifier: '',
      SourceSnapshotClusterIdentifier: '',
      TargetSnapshotIdentifier: '',
      ManualSnapshotRetentionPeriod: 0,
    });
    assert.deepEqual(shown(text, readRequest(copy, text).findings), [
      'blank @ ""',
      'blank @ ""',
      'blank @ ""',
      'retention:outOfRange @ 0',
    ]);
  });

  it('is broken JSON exactly where JSON.parse refuses it', () => {
    const nearlyJson = fc
      .tuple(fc.json(), fc.nat(40), fc.constantFrom('', ',', '}', '//', '\u00a0', '\v', '\ufeff', '"', '0', '\\', '\n'))
      .map(([json, at, extra]) => `${json.slice(0, at)}${extra}${json.slice(at)}`);
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string()), text => {
        const isBroken = readRequest(copy, text).findings.some(
          ({ fault }) => fault.kind === 'syntax' || fault.kind === 'empty',
        );
        assert.equal(isBroken, !parses(text), JSON.stringify(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is read to its end where a comment does not end', () => {
    for (const text of ['/*', '{"a": 1,/*', 'kept/*', '[1, 2,]/*', '//', '/']) {
      assert.equal(readRequest(operations.CopyClusterSnapshot, text).inputs, undefined, text);
    }
  });

  it('can be sent exactly when its name is one, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), name => {
        const valid = name === name.trim() && checkTargetIdentifier(name).ok;
        assert.equal(readRequest(copy, target(name)).inputs !== undefined, valid);
      }),
    );
  });

  it('has every finding within itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string().map(target), fc.json()), text => {
        for (const { span } of readRequest(copy, text).findings) {
          assert.ok(span.offset >= 0 && span.length >= 0 && span.offset + span.length <= text.length);
        }
      }),
    );
  });
});

describe('the requests of every operation', () => {
  const manual = '{ "SnapshotIdentifier": "Alpha-Keep", "SnapshotClusterIdentifier": "alpha" }';

  it('know the parameters of their own', () => {
    const { findings, inputs } = readRequest(operations.DeleteClusterSnapshot, manual);
    assert.deepEqual(findings, []);
    // The name of one that is there is sent as it stands.
    assert.deepEqual(inputs, [{ SnapshotIdentifier: 'Alpha-Keep', SnapshotClusterIdentifier: 'alpha' }]);
    assert.deepEqual(shown(manual, readRequest(operations.ModifyClusterSnapshot, manual).findings), [
      'missingMember @ {',
      'unknownMember @ "SnapshotClusterIdentifier"',
    ]);
  });

  it('may be lists, which are read one by one', () => {
    const text = `[${manual}, ${manual.replaceAll('lpha', 'eta')}, { "SnapshotIdentifier": 1 }]`;
    const { findings, items, inputs } = readRequest(operations.DeleteClusterSnapshot, text);
    assert.deepEqual(shown(text, findings), ['notText @ 1']);
    assert.deepEqual(
      items.map(({ known }) => known),
      [
        { SnapshotIdentifier: 'Alpha-Keep', SnapshotClusterIdentifier: 'alpha' },
        { SnapshotIdentifier: 'Aeta-Keep', SnapshotClusterIdentifier: 'aeta' },
        {},
      ],
    );
    assert.equal(inputs, undefined);
  });

  it('know what is right also where something else is broken', () => {
    const text = aRequest({ TargetSnapshotIdentifier: '1' }).replace('{', '{ // why\n');
    const { findings, items } = readRequest(copy, text);
    assert.deepEqual(shown(text, findings), ['syntax:comment @ // why', 'identifier:firstNotLetter @ 1']);
    assert.deepEqual(items[0]?.known, {
      SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
      SourceSnapshotClusterIdentifier: 'alpha',
      ManualSnapshotRetentionPeriod: 30,
    });
  });

  it('name every comment and trailing comma, beside the first of what else breaks the text', () => {
    const text = '[{ "a": 1, /* b */ },\n // c\n { "d": 2, }, ]';
    const syntax = readRequest(copy, text).findings.filter(({ fault }) => fault.kind === 'syntax');
    assert.deepEqual(shown(text, syntax), [
      'syntax:trailingComma @ ,',
      'syntax:comment @ /* b */',
      'syntax:comment @ // c',
      'syntax:trailingComma @ ,',
      'syntax:trailingComma @ ,',
    ]);
  });

  for (const operation of allOperations) {
    it(`of ${operation.name} can be sent as their example is, and say when nothing is there`, () => {
      const example = exampleFor(operation);
      assert.deepEqual(readRequest(operation, requestText([example])).findings, []);
      assert.deepEqual(readRequest(operation, requestText([example])).inputs, [example]);
      const missing = readRequest(operation, '{}').findings.map(({ fault }) => 'member' in fault && fault.member);
      const required = operation.parameters.filter(parameter => parameter.required).map(({ name }) => name);
      assert.deepEqual(missing, required);
    });
  }
});

describe('the text of a new request', () => {
  const source = aSnapshot({ createTime: time('2026-11-22T14:03:27Z') });

  it('is about the snapshot', () => {
    assert.deepEqual(requestFor(copy, source), {
      SourceSnapshotIdentifier: source.identifier,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'alpha-2026-11-22-1403-manual',
      ManualSnapshotRetentionPeriod: -1,
    });
    const manual = aManualSnapshot({ manualRetentionDays: 40 });
    assert.deepEqual(requestFor(operations.ModifyClusterSnapshot, manual), {
      SnapshotIdentifier: 'alpha-keep',
      ManualSnapshotRetentionPeriod: 40,
    });
    assert.deepEqual(requestFor(operations.DeleteClusterSnapshot, manual), {
      SnapshotIdentifier: 'alpha-keep',
      SnapshotClusterIdentifier: 'alpha',
    });
    assert.deepEqual(requestFor(operations.CreateClusterSnapshot, source), {
      SnapshotIdentifier: 'alpha-2026-11-22-1403-manual',
      ClusterIdentifier: 'alpha',
      ManualSnapshotRetentionPeriod: -1,
    });
  });

  it('avoids a name that is taken', () => {
    const input = requestFor(copy, source, name => name === 'alpha-2026-11-22-1403-manual');
    assert.equal(input['TargetSnapshotIdentifier'], 'alpha-2026-11-22-1403-manual-2');
  });

  it('can be sent for every snapshot', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.integer()), (clusterIdentifier, createTime) => {
        const cluster = clusterIdentifier.trim() || 'x';
        const any = aSnapshot({ clusterIdentifier: cluster, ...(createTime === null ? {} : { createTime }) });
        assert.deepEqual(readRequest(copy, requestText([requestFor(copy, any)])).findings, []);
      }),
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
