import { parseArgs } from 'node:util';
import { type Fault, type FaultName, faultNames, isFaultName } from './faults/fault';
import { type Spread, spreads } from './sample/large';
import type { SandboxOptions } from './sandbox';

/** What the command line asks for, or why it cannot be understood. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: SandboxOptions; readonly verbose: boolean }
  | { readonly kind: 'wrong'; readonly reason: string };

/** The command line has no words for its code, status and message. */
const onlyInTests: FaultName = 'error';

export const help = `Starts the sandbox: an embedded Amazon Redshift on 127.0.0.1 with sample data.

  npm run sandbox -- [options]

  --port N           port to listen on (any free one)
  --latency MS       added to every answer (0)
  --seed N           of the sample data and of random faults (1)
  --clusters N       a large account instead of the sample data: this many clusters
  --snapshots N      … and this many snapshots in all
  --spread S         how those lie in time: ${Object.entries(spreads)
    .map(([name, what]) => `${name} (${what})`)
    .join(',\n                     ')}
  --quota N          manual snapshots that the account may have (20)
  --rate N           requests a second; more are throttled (no limit)
  --fault F          NAME[:OPERATION][:COUNT or PROBABILITY], as often as you like:
                     throttle:CopyClusterSnapshot:3   the next three copies
                     dropAfter:0.2                    one request in five
                     slow                             every request
  --verbose          prints each request
  --help

Faults:
${Object.entries(faultNames)
  .filter(([name]) => name !== onlyInTests)
  .map(([name, what]) => `  ${name.padEnd(20)} ${what}`)
  .join('\n')}
`;

const numbers = {
  port: { min: 0, max: 65_535 },
  latency: { min: 0, max: 600_000 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  clusters: { min: 1, max: 100_000 },
  snapshots: { min: 0, max: 1_000_000 },
  quota: { min: 0, max: 1_000_000 },
  rate: { min: 1, max: 1_000_000 },
} as const;

type NumberName = keyof typeof numbers;

/** Reads the arguments after the program's name. */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        latency: { type: 'string' },
        seed: { type: 'string' },
        clusters: { type: 'string' },
        snapshots: { type: 'string' },
        spread: { type: 'string' },
        quota: { type: 'string' },
        rate: { type: 'string' },
        fault: { type: 'string', multiple: true },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      return { kind: 'help' };
    }
    return { kind: 'start', options: optionsOf(values), verbose: values.verbose ?? false };
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) };
  }
}

type Values = Partial<Record<NumberName, string>> & { readonly spread?: string; readonly fault?: readonly string[] };

function optionsOf(values: Values): SandboxOptions {
  const given = (name: NumberName, option: keyof SandboxOptions): Partial<SandboxOptions> =>
    values[name] === undefined ? {} : { [option]: wholeNumber(name, values[name]) };
  return {
    ...given('port', 'port'),
    ...given('latency', 'latencyMs'),
    ...given('seed', 'seed'),
    ...given('clusters', 'clusters'),
    ...given('snapshots', 'snapshots'),
    ...(values.spread !== undefined && { spread: readSpread(values.spread) }),
    ...given('quota', 'manualSnapshotQuota'),
    ...given('rate', 'rate'),
    faults: (values.fault ?? []).map(readFault),
  };
}

function wholeNumber(name: NumberName, text: string): number {
  const { min, max } = numbers[name];
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function readSpread(text: string): Spread {
  const found = (Object.keys(spreads) as Spread[]).find(name => name === text);
  if (found === undefined) {
    throw new Error(`--spread takes ${Object.keys(spreads).join(', ')}, not "${text}".`);
  }
  return found;
}

/** `NAME[:OPERATION][:COUNT|:PROBABILITY]`; a whole number is a count, anything between 0 and 1 with a point a probability. */
export function readFault(text: string): Fault {
  const [name = '', ...rest] = text.split(':');
  if (!isFaultName(name) || name === onlyInTests) {
    throw new Error(`--fault ${text}: there is no fault "${name}". See --help.`);
  }
  const action = rest.find(part => /^[A-Za-z]+$/.test(part));
  const amount = rest.find(part => part !== action);
  if (rest.length > 2 || (rest.length === 2 && (action === undefined || rest[0] !== action))) {
    throw new Error(`--fault ${text}: expected NAME[:OPERATION][:COUNT or PROBABILITY].`);
  }
  return { name, ...(action === undefined ? {} : { action }), ...amountOf(text, amount) };
}

function amountOf(text: string, amount: string | undefined): Pick<Fault, 'count' | 'probability'> {
  if (amount === undefined) {
    return { count: Infinity };
  }
  if (/^[1-9]\d*$/.test(amount)) {
    return { count: Number(amount) };
  }
  if (/^0?\.\d+$/.test(amount)) {
    return { probability: Number(amount) };
  }
  throw new Error(`--fault ${text}: "${amount}" is neither a count (3) nor a probability (0.2).`);
}
