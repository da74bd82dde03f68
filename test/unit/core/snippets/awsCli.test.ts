import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { OperationInput } from '../../../../src/core/model/gateway';
import { describeCall, operationCall } from '../../../../src/core/snippets/apiCall';
import { awsCliCommand } from '../../../../src/core/snippets/awsCli';
import { boto3Program, javaScriptProgram } from '../../../../src/core/snippets/programs';
import { bash, powerShell } from '../../../../src/core/snippets/shell';
import { asTable } from '../../../../src/core/snippets/table';
import { aCopyRequest, aManualSnapshot, aTarget } from '../../../support/builders';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...[
        "'",
        '"',
        '\\',
        '$',
        '`',
        '!',
        ' ',
        '\n',
        '\t',
        '\x1b',
        '\x85',
        '\u00AD',
        '\u202E',
        '\uFEFF',
        '\u{E0041}',
        '‘',
        '’',
        '“',
        '„',
        'é',
        '😀',
        '-',
        ';',
        '{',
        '0',
      ],
    ),
  }),
  fc.constantFrom(
    '',
    '-',
    '--profile',
    '-1',
    'file:///etc/passwd',
    'fileb://x',
    '$(id)',
    '`id`',
    '~',
    '*',
    '@x',
    '#',
    '%PATH%',
  ),
);

describe('the command of the AWS CLI', () => {
  it('is one to paste into bash', () => {
    assert.equal(
      awsCliCommand(operationCall('CopyClusterSnapshot', aCopyRequest(), aTarget()), bash),
      [
        'aws redshift copy-cluster-snapshot \\',
        '  --source-snapshot-identifier rs:alpha-2026-11-22-14-03-27 \\',
        '  --source-snapshot-cluster-identifier alpha \\',
        '  --target-snapshot-identifier alpha-keep \\',
        '  --manual-snapshot-retention-period 30 \\',
        '  --profile work \\',
        '  --region eu-west-1',
        '',
      ].join('\n'),
    );
  });

  it('is one to paste into PowerShell, for a profile and an endpoint with a will of their own', () => {
    const target = aTarget({ source: { kind: 'profile', name: "o'neil & co" }, endpoint: 'http://127.0.0.1:4566' });
    assert.equal(
      awsCliCommand(
        operationCall('CopyClusterSnapshot', aCopyRequest({ ManualSnapshotRetentionPeriod: -1 }), target),
        powerShell,
      ),
      [
        'aws redshift copy-cluster-snapshot `',
        '  --source-snapshot-identifier rs:alpha-2026-11-22-14-03-27 `',
        '  --source-snapshot-cluster-identifier alpha `',
        '  --target-snapshot-identifier alpha-keep `',
        '  --manual-snapshot-retention-period -1 `',
        "  --profile 'o''neil & co' `",
        '  --region eu-west-1 `',
        '  --endpoint-url http://127.0.0.1:4566',
        '',
      ].join('\n'),
    );
  });

  it('names no profile where there is none', () => {
    for (const kind of ['environment', 'sample'] as const) {
      assert.doesNotMatch(
        awsCliCommand(operationCall('CopyClusterSnapshot', aCopyRequest(), aTarget({ source: { kind } })), bash),
        /profile/,
      );
    }
  });

  it('leaves out the cluster where it is not known', () => {
    const { SourceSnapshotClusterIdentifier: _, ...request } = aCopyRequest();
    assert.doesNotMatch(
      awsCliCommand(operationCall('CopyClusterSnapshot', request, aTarget()), bash),
      /cluster-identifier/,
    );
  });

  it('describes what cannot be copied', () => {
    const command = awsCliCommand(describeCall(aManualSnapshot(), aTarget()), bash);
    assert.match(
      command,
      /describe-cluster-snapshots \\\n {2}--snapshot-identifier alpha-keep \\\n {2}--snapshot-type manual/,
    );
  });

  it('has nothing in it that nobody sees', () => {
    const target = aTarget({ source: { kind: 'profile', name: 'p\u200Br\u202Eod\u00AD\u{E0041}' } });
    const call = operationCall('CopyClusterSnapshot', aCopyRequest({ SourceSnapshotIdentifier: 'rs:\uFEFFa' }), target);
    const texts = [
      ...[awsCliCommand(call, bash), awsCliCommand(call, powerShell), boto3Program(call), javaScriptProgram(call)],
      asTable({ Name: 'a\u202Eb', 'c\u200Bd': 'e' }),
    ];
    for (const text of texts) {
      assert.match(text, /^[\x20-\x7E\n]*$/);
    }
  });

  it('lets no value be read as a file, a page or an option', () => {
    const request = aCopyRequest({ SourceSnapshotIdentifier: 'file:///etc/passwd' });
    const [found] = argumentsIn([awsCliCommand(operationCall('CopyClusterSnapshot', request, aTarget()), bash)]);
    assert.deepEqual(found?.slice(0, 4), [
      'redshift',
      'copy-cluster-snapshot',
      '--cli-input-json',
      JSON.stringify(operationCall('CopyClusterSnapshot', request, aTarget()).parameters),
    ]);
    const hyphen = aTarget({ source: { kind: 'profile', name: '--no-sign-request' } });
    assert.match(
      awsCliCommand(operationCall('CopyClusterSnapshot', aCopyRequest(), hyphen), bash),
      / {2}'--profile=--no-sign-request' /,
    );
  });

  it('reaches the program as it was, whatever stands in it: real bash', function () {
    if (spawnSync('bash', ['-c', 'true']).status !== 0) {
      this.skip();
    }
    const values = fc.tuple(hostile, hostile);
    fc.assert(
      // Many to a bash, as a busy machine takes long to start one.
      fc.property(fc.array(values, { minLength: 30, maxLength: 30 }), given => {
        const calls = given.map(([sourceIdentifier, name]) => {
          const target = aTarget({ source: { kind: 'profile', name } });
          return {
            call: operationCall(
              'CopyClusterSnapshot',
              aCopyRequest({ SourceSnapshotIdentifier: sourceIdentifier }),
              target,
            ),
            name,
          };
        });
        assert.deepEqual(
          argumentsIn(calls.map(({ call }) => awsCliCommand(call, bash))),
          calls.map(({ call, name }) => expectedArguments(call.parameters, name)),
        );
      }),
      { numRuns: 4 },
    );
  });

  it('is read by PowerShell’s rules as it was, whatever stands in it', () => {
    fc.assert(
      fc.property(hostile, text => {
        const word = powerShell.quote(text);
        const isBare = /^[A-Za-z0-9_./:+-]+$/.test(word);
        assert.equal(isBare ? word : insidePowerShellQuotes(word), text.replaceAll('\0', ''));
        assert.doesNotMatch(word, /\p{Cc}/u);
      }),
    );
  });
});

/** What a program gets when bash runs each command with it in the place of `aws`. */
function argumentsIn(commands: readonly string[]): readonly (readonly string[])[] {
  const script = [`aws() { printf '%s\\0' "$#" "$@"; }`, ...commands].join('\n');
  const { stdout, status } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  assert.equal(status, 0, script);
  const printed = stdout.split('\0').slice(0, -1);
  const found: (readonly string[])[] = [];
  for (let at = 0; at < printed.length; at += Number(printed[at]) + 1) {
    found.push(printed.slice(at + 1, at + 1 + Number(printed[at])));
  }
  return found;
}

/** NUL cannot be in an argument, and a lone surrogate in no UTF-8. */
function held(text: string): string {
  return Buffer.from(text.replaceAll('\0', '')).toString();
}

function expectedArguments(parameters: OperationInput, profile: string): readonly string[] {
  const isHyphen = (text: string): boolean => text === '' || /^-(?!\d+$)/.test(text);
  const option = (name: string, text: string): readonly string[] =>
    isHyphen(text) ? [held(`${name}=${text}`)] : [name, held(text)];
  const source = String(parameters['SourceSnapshotIdentifier']);
  const isFile = /^(file|fileb|https?):\/\//i.test(source);
  const own = isFile
    ? ['--cli-input-json', JSON.stringify(parameters)]
    : [
        ...option('--source-snapshot-identifier', source),
        ...['--source-snapshot-cluster-identifier', 'alpha', '--target-snapshot-identifier', 'alpha-keep'],
        ...['--manual-snapshot-retention-period', '30'],
      ];
  return ['redshift', 'copy-cluster-snapshot', ...own, ...option('--profile', profile), '--region', 'eu-west-1'];
}

/** Any of five quotes ends single quotes, unless doubled; a backtick escapes within double ones (about_Quoting_Rules). */
function insidePowerShellQuotes(word: string): string {
  if (word.startsWith('"')) {
    const expandable = /^"((?:[^"“”„`$]|`u\{[0-9a-f]+\}|`["“”„`$])*)"$/u.exec(word)?.[1];
    assert.ok(expandable !== undefined, word);
    return expandable.replace(/`(?:u\{(\w+)\}|(.))/gu, (_, code: string | undefined, character: string) =>
      code === undefined ? character : String.fromCodePoint(Number.parseInt(code, 16)),
    );
  }
  const inside = /^'((?:[^'‘’‚‛]|['‘’‚‛]{2})*)'$/s.exec(word)?.[1];
  assert.ok(inside !== undefined, word);
  return inside.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1');
}
