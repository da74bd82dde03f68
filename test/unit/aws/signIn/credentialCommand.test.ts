import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { promisify } from 'node:util';
import { commandWords } from '../../../../src/aws/profiles/shellWords';
import { credentialProcess } from '../../../../src/aws/signIn/credentialProcess';
import { parseTimestamp } from '../../../../src/aws/signIn/parseTimestamp';
import { programOf } from '../../../../src/aws/signIn/programOf';
import type { ProgramWait } from '../../../../src/core/model/signIn';
import { type Files, withFiles } from '../profiles/fixtures';
import { assertProblem, itemsOf, problemFrom } from '../support';
import { accountBench, config, type Machine, Person, sent, userKeys, withMachine } from './bench';

const run = promisify(execFile);
const answer = { Version: 1, AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey };
const location = { file: 'config', line: 2 };
const hour = 3_600_000;

/** A program at `path` that notes its parameters and variables, and prints credentials. */
function noting(path: string): void {
  const note = `require('fs').appendFileSync(__filename + '.runs', JSON.stringify([process.argv.slice(2), Object.keys(process.env)]) + '\\n')`;
  const script = `#!${process.execPath}\n${note};console.log(${JSON.stringify(JSON.stringify(answer))})\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

/** What the program was started with, run by run: parameters, names of variables. */
function runsOf(path: string): readonly (readonly [readonly string[], readonly string[]])[] {
  const file = `${path}.runs`;
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
    : [];
}

describe('the command of a credential_process', () => {
  const b = accountBench();

  /** What stands in the file behind the program's path, and the parameters that this makes. */
  const commands: Readonly<Record<string, readonly string[]>> = {
    '--team "data #1" --json ; # --b': ['--team', 'data #1', '--json', ';', '#', '--b'],
    '--url https://a.example/b?x=1&y=2 "pa$$word" *': ['--url', 'https://a.example/b?x=1&y=2', 'pa$$word', '*'],
    '$HOME `id` $(id) ~/x | > out < in': ['$HOME', '`id`', '$(id)', '~/x', '|', '>', 'out', '<', 'in'],
    'a\'b c\'d "" \'\\\' "q\\"q" \\ x\n  y': ['ab cd', '', '\\', 'q"q', ' x', 'y'],
  };

  it('is split as by the AWS CLI, and no shell acts on it', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const hasCli = await run('aws', ['--version']).then(
      () => true,
      () => false,
    );
    await withMachine(b.sandbox, '', async machine => {
      const check = async (line: string, index: number) => {
        const program = join(machine.folder, `h${index}`);
        noting(program);
        await itemsOf(machine.connect(`p${index}`).clusters());
        if (hasCli) {
          await run('aws', ['sts', 'get-caller-identity', '--profile', `p${index}`, '--region', 'us-east-1']);
        }
        const parameters = runsOf(program).map(([list]) => list);
        assert.deepEqual(parameters, Array(hasCli ? 2 : 1).fill(commands[line]), line);
      };
      const lines = Object.keys(commands);
      const profiles = lines.map((line, index) => {
        return [`profile p${index}`, { credential_process: `${join(machine.folder, `h${index}`)} ${line}` }] as const;
      });
      writeFileSync(machine.config, config(Object.fromEntries(profiles)));
      await Promise.all(lines.map(check));
    });
  }).timeout(60_000);

  it('may begin at home', () =>
    withMachine(b.sandbox, config({ 'profile p': { credential_process: '~/h x' } }), async machine => {
      noting(join(machine.folder, 'h'));
      await itemsOf(machine.connect('p').clusters());
      assert.equal(runsOf(join(machine.folder, 'h')).length, 1);
    }));

  it('does not get the variables that are meant for the extension host', () =>
    withMachine(
      b.sandbox,
      config({ 'profile p': { credential_process: '~/h' } }),
      async machine => {
        noting(join(machine.folder, 'h'));
        await itemsOf(machine.connect('p').clusters());
        const names = runsOf(join(machine.folder, 'h'))[0]?.[1] ?? [];
        assert.deepEqual(
          names.filter(name => /^(?:ELECTRON|VSCODE|NODE_OPTIONS)/.test(name)),
          [],
        );
        assert.ok(names.includes('KEPT') && names.includes('PATH') && names.includes('AWS_ENDPOINT_URL'));
      },
      { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--no-warnings', VSCODE_PID: '1', KEPT: '1' },
    ));

  for (const [title, command, expected] of [
    ['with a quote that is not closed', 'h "x', { kind: 'profileBroken', code: 'ProfileBadValue' }],
    [
      'of a program that is not there',
      './no-such-h x',
      { kind: 'credentialsMissing', message: /no-such-h .* not found/ },
    ],
    ['of a file that is no program', '~/.text x', { kind: 'credentialsMissing', message: /\.text .* may not be run/ }],
  ] as const) {
    it(`${title} is named`, () =>
      withMachine(b.sandbox, `[profile p]\nregion = eu-west-1\ncredential_process = ${command}\n`, async machine => {
        writeFileSync(join(machine.folder, '.text'), 'text', { mode: 0o644 });
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        const { message, ...rest }: { kind: 'profileBroken' | 'credentialsMissing'; message?: RegExp; code?: string } =
          expected;
        assertProblem(problem, rest);
        assert.match(problem.message, message ?? /credential_process .*:3\)$/);
        assert.deepEqual(b.sandbox.requests, []);
      }));
  }

  it('is split by the rules of Windows there', () => {
    const cases: Readonly<Record<string, readonly string[] | undefined>> = {
      'C:\\tools\\h.exe --a  --b\t"c d"': ['C:\\tools\\h.exe', '--a', '--b', 'c d'],
      "h 'a b' #x": ['h', "'a", "b'", '#x'],
      'h a\\\\b a\\"b a\\\\"b c" \\ x': ['h', 'a\\\\b', 'a"b', 'a\\b c', '\\', 'x'],
      'h "" a""b': ['h', '', 'ab'],
      'h "a\\" b"': ['h', 'a" b'],
      'h "a': undefined,
      '': [],
    };
    for (const [text, words] of Object.entries(cases)) {
      assert.deepEqual(commandWords(text, 'win32'), words, text);
    }
  });

  it('goes through cmd.exe on Windows only for what that alone starts, quoted, or not at all', () => {
    const cmd = process.env['ComSpec'] || 'cmd.exe';
    const viaCmd = (line: string) => ({ file: cmd, parameters: ['/d', '/s', '/c', `"${line}"`], isQuoted: true });
    const cases: readonly (readonly [readonly string[], ReturnType<typeof programOf>])[] = [
      [['h.exe', '%x%'], { file: 'h.exe', parameters: ['%x%'], isQuoted: false }],
      [['h.cmd', 'a&b', 'c\\'], viaCmd('"h.cmd" "a&b" "c\\\\"')],
      [['h', 'a b'], viaCmd('"h" "a b"')],
      [['h', '100%'], { file: 'h', parameters: ['100%'], isQuoted: false }],
      [['h.bat', '100%'], undefined],
      [['h.cmd', 'say "x"'], undefined],
    ];
    for (const [words, expected] of cases) {
      assert.deepEqual(programOf(words, 'win32'), expected, words.join(' '));
    }
  });
});

describe('the answer of a credential_process', () => {
  const b = accountBench();

  it('may name its end in each way that the AWS CLI understands', () => {
    const noon = Date.parse('2027-11-22T12:00:00Z');
    const cases: Readonly<Record<string, number | undefined>> = {
      '2027-11-22T12:00:00Z': noon,
      '2027-11-22T12:00:00z': noon,
      '2027-11-22T12:00:00UTC': noon,
      '2027-11-22 12:00:00 GMT': noon,
      '2027-11-22T12:00Z': noon,
      '20271122T120000Z': noon,
      '2027-11-22T14:00:00+02': noon,
      '2027-11-22T14:30:00+0230': noon,
      '2027-11-22T14:00:00 +02:00': noon,
      '2027-11-22T05:00:00-07:00': noon,
      '2027-11-22T12:00:00.123456789Z': noon + 123,
      '2027-11-22T12:00:00,5Z': noon + 500,
      'Mon, 22 Nov 2027 12:00:00 GMT': noon,
      '2027-11-22T12:00:00': undefined,
      '2027-11-22T12:00:00 EST': undefined,
      '2027-13-22T12:00:00Z': undefined,
      '2027-11-22': undefined,
      '1795000000': undefined,
      soon: undefined,
      '': undefined,
    };
    for (const [text, time] of Object.entries(cases)) {
      assert.equal(parseTimestamp(text), time, text);
    }
  });

  it('with such an end is used, by one run', () =>
    withMachine(b.sandbox, '', async machine => {
      for (const end of [`${local(2)}+02`, `${local(0)}UTC`]) {
        const { gateway, runs } = answering(machine, { ...answer, Expiration: end });
        await itemsOf(gateway.clusters());
        await itemsOf(gateway.clusters());
        assert.equal(runs(), 1, end);
      }
    }));

  it('with four minutes left is used by all requests, by one run', () =>
    withMachine(b.sandbox, '', async machine => {
      const Expiration = new Date(Date.now() + 240_000).toISOString();
      const { gateway, runs } = answering(machine, { ...answer, Expiration });
      await Promise.all([itemsOf(gateway.clusters()), gateway.callerIdentity()]);
      await itemsOf(gateway.clusters());
      assert.equal(runs(), 1);
    }));

  it('with an end that is none is refused with its text, by one run', () =>
    withMachine(b.sandbox, '', async machine => {
      for (const [Expiration, text] of [
        ['', '""'],
        ['tomorrow', '"tomorrow"'],
        ['2027-11-22T12:00:00', '"2027-11-22T12:00:00"'],
        [1795000000, '1795000000'],
      ] as const) {
        const { gateway, runs } = answering(machine, { ...answer, Expiration });
        const problem = await problemFrom(itemsOf(gateway.clusters()));
        const message = `Profile p credential_process returned an Expiration that is not a time: ${text}.`;
        assertProblem(problem, { kind: 'credentialsMissing', message });
        assert.equal(runs(), 1);
      }
      assert.deepEqual(sent(b.sandbox, 'DescribeClusters'), []);
    }));

  const json = JSON.stringify(answer);
  const texts: Readonly<Record<string, readonly [string | Buffer, string]>> = {
    'nothing at all': ['', 'printed nothing.'],
    'white space': ['\r\n ', 'printed nothing.'],
    'a banner with braces before the JSON': [`{vault} 1.2\n${json}`, 'printed other text beside the JSON.'],
    'a banner before the JSON': [`Welcome to vault 1.2\n${json}`, 'printed other text beside the JSON.'],
    'UTF-16': [Buffer.from(`\uFEFF${json}`, 'utf16le'), 'printed UTF-16 text. UTF-8 is expected.'],
    'half of the JSON': [json.slice(0, 40), 'returned invalid JSON.'],
    'an end without end': [
      JSON.stringify({ ...answer, Expiration: '@' }).replace('"@"', '['.repeat(10_000) + ']'.repeat(10_000)),
      'returned an Expiration that is not a time: an object.',
    ],
    'a number': ['5', 'did not return Version 1.'],
    'more than belongs to an answer': [`"${'x'.repeat(1024 * 1024)}"`, 'printed more than 1 MB.'],
  };
  for (const member of ['AccessKeyId', 'SecretAccessKey', 'SessionToken'] as const) {
    it(`whose ${member} no HTTP header can hold is refused`, () =>
      withFiles({}, async files => {
        const command = printing(files, JSON.stringify({ ...answer, [member]: 'x\u200B' }));
        const work = credentialProcess({ profile: 'p', command, location, signal: never });
        await assert.rejects(work, { message: 'Profile p credential_process returned invalid credentials.' });
      }));
  }

  for (const [title, [text, reason]] of Object.entries(texts)) {
    it(`that is ${title} is called so`, () =>
      withFiles({}, async files => {
        const work = credentialProcess({ profile: 'p', command: printing(files, text), location, signal: never });
        await assert.rejects(work, { message: `Profile p credential_process ${reason}` });
      }));
  }

  /** A profile whose program gives this answer, and how often it has run. */
  function answering(machine: Machine, json: object) {
    const runs = join(machine.folder, `runs-${randomUUID()}`);
    const note = `require('fs').appendFileSync(${JSON.stringify(runs)}, '.')`;
    const command = scriptLine(machine.folder, `${note};console.log(${JSON.stringify(JSON.stringify(json))})`);
    writeFileSync(machine.config, config({ 'profile p': { credential_process: command } }));
    return { gateway: machine.connect('p'), runs: () => readFileSync(runs, 'utf8').length };
  }

  /** A time without its zone, an hour from now, on the clock that is so many hours ahead. */
  function local(hours: number): string {
    return new Date(Date.now() + (1 + hours) * hour).toISOString().slice(0, 19);
  }
});

describe('a credential_process that wants something', () => {
  const script = `process.stdin.on('end', () => process.stdout.write(${JSON.stringify(JSON.stringify(answer))})).resume()`;

  it('finds nobody at its input', () =>
    withFiles({}, async ({ folder }) => {
      const command = scriptLine(folder, script);
      const identity = await credentialProcess({ profile: 'p', command, location, signal: never });
      assert.equal(identity.accessKeyId, userKeys.accessKeyId);
    }));

  it('is heard while it is waited for, and in the time-out', () =>
    withFiles({}, async ({ folder }) => {
      const waits: ProgramWait[] = [];
      const host = {
        programWaits: (wait: ProgramWait) => {
          waits.push(wait);
          assert.equal(wait.ended.aborted, false);
          mock.timers.tick(60_000);
        },
      };
      const words = 'Open https://idp.example/device and enter ABCD';
      const command = scriptLine(folder, `process.stderr.write('${words}\\n');setInterval(() => {}, 1000)`);
      mock.timers.enable({ apis: ['setTimeout'] });
      try {
        const work = credentialProcess({ profile: 'p', command, location, signal: never, host });
        mock.timers.tick(1000);
        const message = `The credential_process of profile p did not end within 60 seconds. It printed: ${words}`;
        await assert.rejects(work, { message });
      } finally {
        mock.timers.reset();
      }
      assert.deepEqual(
        waits.map(({ profile, text, ended }) => [profile, text, ended.aborted]),
        [['p', words, true]],
      );
    }));

  it('and ends at once is not shown', () =>
    withFiles({}, async ({ folder }) => {
      const person = new Person();
      const text = `process.stderr.write('hello');process.stdout.write(${JSON.stringify(JSON.stringify(answer))})`;
      const command = scriptLine(folder, text);
      await credentialProcess({ profile: 'p', command, location, signal: never, host: person });
      assert.deepEqual(person.waits, []);
    }));
});

const never = new AbortController().signal;

function scriptLine(folder: string, text: string): string {
  const file = join(folder, 'program.js');
  writeFileSync(file, text);
  return `"${process.execPath}" "${file}"`;
}

/** A program that prints this. */
function printing({ folder }: Files, bytes: string | Buffer): string {
  const file = join(folder, 'answer');
  writeFileSync(file, bytes);
  return scriptLine(folder, `process.stdout.write(require('fs').readFileSync(${JSON.stringify(file)}))`);
}
