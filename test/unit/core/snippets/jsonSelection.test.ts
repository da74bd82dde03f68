import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../../../src/core/model/json';
import { selectedValue } from '../../../../src/core/snippets/jsonSelection';

const snapshot = {
  SnapshotIdentifier: 'rs:a',
  Tags: [
    { Key: 'team', Value: 'a' },
    { Key: 'x', Value: '' },
  ],
  Port: 5439,
};
const text = `${JSON.stringify({ Snapshots: [snapshot] }, null, 2)}\n`;

describe('the value that a selection means', () => {
  /** Of what is between the bars; with one bar, at the cursor. */
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['at the cursor in a text', '"rs:|a"', 'rs:a'],
    ['at the cursor before a text', '|"rs:a"', 'rs:a'],
    ['at the cursor on a name: its value', '"Snapshot|Identifier"', 'rs:a'],
    ['at the cursor on the name of an object', '"Ta|gs"', snapshot.Tags],
    ['at the cursor at a number', '543|9', 5439],
    ['selected within a text: all of it', '"|rs|:a"', 'rs:a'],
    ['that is selected exactly', '|5439|', 5439],
    ['of a member that is selected', '|"Port": 5439|', { Port: 5439 }],
    ['of a member and blanks around it', '|      "Port": 5439\n|', { Port: 5439 }],
  ];
  for (const [what, marked, expected] of cases) {
    it(`is the one ${what}`, () => {
      const [start, end] = rangeOf(marked);
      assert.deepEqual(plain(selectedValue(text, start, end)), expected);
    });
  }

  it('is the object around the cursor between its members', () => {
    const at = text.indexOf('"Port"') - 2;
    assert.deepEqual(plain(selectedValue(text, at, at)), snapshot);
  });

  it('is the members that are selected, also in part', () => {
    const start = text.indexOf('Identifier');
    const end = text.indexOf('"Port"') + 3;
    assert.deepEqual(plain(selectedValue(text, start, end)), snapshot);
    assert.deepEqual(plain(selectedValue(text, text.indexOf('"Tags"'), end)), { Tags: snapshot.Tags, Port: 5439 });
  });

  it('is the elements that are selected', () => {
    const start = text.indexOf('{\n          "Key": "team"');
    assert.deepEqual(plain(selectedValue(text, start, text.lastIndexOf('}', text.indexOf(']')) + 1)), snapshot.Tags);
  });

  it('is everything, when everything is selected', () => {
    assert.deepEqual(plain(selectedValue(text, 0, text.length)), { Snapshots: [snapshot] });
    assert.deepEqual(plain(selectedValue(text, text.length, text.length)), { Snapshots: [snapshot] });
  });

  it('is none where there is no JSON', () => {
    assert.equal(selectedValue('', 0, 0), undefined);
    assert.equal(selectedValue('  \n', 1, 2), undefined);
  });

  it('is some value for every selection of every JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(100), fc.nat(100), (json, start, length) => {
        const from = Math.min(start, json.length);
        const value = selectedValue(json, from, Math.min(from + length, json.length));
        assert.ok(value !== undefined);
        assert.deepEqual(plain(selectedValue(json, 0, json.length)), JSON.parse(json));
      }),
    );
  });
});

function rangeOf(marked: string): readonly [number, number] {
  const start = text.indexOf(marked.replaceAll('|', ''));
  assert.ok(start >= 0, marked);
  const first = marked.indexOf('|');
  const last = marked.lastIndexOf('|');
  return [start + first, start + (last === first ? first : last - 1)];
}

/** Without the parser's own prototypes. */
function plain(value: JsonValue | undefined): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

describe('a value that is nested without end', () => {
  it('is none', () => assert.equal(selectedValue('['.repeat(10_000) + ']'.repeat(10_000), 0, 1), undefined));
});
