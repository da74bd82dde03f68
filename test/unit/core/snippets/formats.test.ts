import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { JsonValue } from '../../../../src/core/model/json';
import { asTable } from '../../../../src/core/snippets/table';
import { asYaml } from '../../../../src/core/snippets/yaml';

const snapshot = {
  SnapshotIdentifier: 'rs:a-2026-11-22',
  Port: 5439,
  Encrypted: true,
  SnapshotCreateTime: '2026-11-22T14:03:27.123Z',
  Tags: [
    { Key: 'team', Value: 'data' },
    { Key: 'note', Value: 'no' },
  ],
  RestorableNodeTypes: ['ra3.large', 'ra3.xlplus'],
  AccountsWithRestoreAccess: [],
};

describe('a value as YAML', () => {
  it('reads as a person writes it', () => {
    assert.equal(
      asYaml(snapshot),
      [
        'SnapshotIdentifier: rs:a-2026-11-22',
        'Port: 5439',
        'Encrypted: true',
        'SnapshotCreateTime: "2026-11-22T14:03:27.123Z"',
        'Tags:',
        '  - Key: team',
        '    Value: data',
        '  - Key: note',
        '    Value: "no"',
        'RestorableNodeTypes:',
        '  - ra3.large',
        '  - ra3.xlplus',
        'AccountsWithRestoreAccess: []',
        '',
      ].join('\n'),
    );
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        const json: JsonValue = JSON.parse(JSON.stringify(value));
        assert.deepEqual(parse(asYaml(json)), json);
      }),
    );
  });

  it('comes back as it was where it looks like a number, with the rules of YAML 1.2 and of 1.1', () => {
    const exactly = ['123e456', '-123e456', '1_000', '0_8', '0o7', '0x1F', '.5', '12e03', 'e5', '.', '-.', '1:30'];
    const numberLike = fc.string({ unit: fc.constantFrom(...'0123456789_.e+-:xob'), maxLength: 8 });
    fc.assert(
      fc.property(numberLike, text => {
        const value = { [text]: [...exactly, text, 12] };
        for (const version of ['1.2', '1.1'] as const) {
          assert.deepEqual(parse(asYaml(value), { version }), value);
        }
      }),
    );
  });

  it('comes back as it was: PyYAML, which knows YAML 1.1', function () {
    if (spawnSync('python3', ['-c', 'import yaml']).status !== 0) {
      this.skip();
    }
    this.timeout(20_000);
    const odd = [
      'no',
      'on',
      'y',
      '1_000',
      '123e456',
      '12e03',
      '0o7',
      '0x1F',
      '.5',
      '012',
      '1:30',
      '2026-11-22',
      '~',
      '',
      ' a',
      'a: b',
      '- a',
      '#',
      '"',
      '=',
      '<<',
    ];
    const { stdout, stderr } = spawnSync(
      'python3',
      ['-c', 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'],
      {
        input: asYaml({ odd, snapshot }),
        encoding: 'utf8',
      },
    );
    assert.deepEqual(JSON.parse(stdout || stderr), { odd, snapshot });
  });
});

describe('a value as a table', () => {
  it('has two columns for an object, and a table for what is nested', () => {
    assert.equal(
      asTable({ Snapshot: snapshot }),
      [
        '+------------------------------------------------------+',
        '|                       Snapshot                       |',
        '+---------------------------+--------------------------+',
        '| SnapshotIdentifier        | rs:a-2026-11-22          |',
        '| Port                      | 5439                     |',
        '| Encrypted                 | true                     |',
        '| SnapshotCreateTime        | 2026-11-22T14:03:27.123Z |',
        '| AccountsWithRestoreAccess | []                       |',
        '+---------------------------+--------------------------+',
        '',
        '+---------------+',
        '| Snapshot.Tags |',
        '+------+--------+',
        '| Key  | Value  |',
        '+------+--------+',
        '| team | data   |',
        '| note | no     |',
        '+------+--------+',
        '',
        '+------------------------------+',
        '| Snapshot.RestorableNodeTypes |',
        '+------------------------------+',
        '| ra3.large                    |',
        '| ra3.xlplus                   |',
        '+------------------------------+',
        '',
      ].join('\n'),
    );
  });

  it('has an empty cell where an object lacks a name that every object inherits', () => {
    const list = JSON.parse('[{ "constructor": "a", "toString": "b" }, { "x": "c" }]');
    assert.match(asTable(list), /^\| {13}\| {10}\| c \|$/m);
    assert.doesNotMatch(asTable(list), /native|undefined/);
  });

  it('has lines of one width, whatever is in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '|', '\t', 'é', '"', '\x1b') });
    const value = fc.letrec<{ value: JsonValue }>(tie => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(text, tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(value, json => {
        for (const block of asTable(json, 'title').trimEnd().split('\n\n')) {
          const widths = new Set(block.split('\n').map(line => line.length));
          assert.equal(widths.size, 1, block);
        }
      }),
    );
  });

  it('holds every value that is not empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.nat(), fc.array(fc.nat())))),
        list => {
          const table = asTable(list);
          for (const number of JSON.stringify(list).match(/\d+/g) ?? []) {
            assert.ok(table.includes(` ${number} `), table);
          }
        },
      ),
    );
  });
});
