/** What is measured, and what of it must be reached. */
export interface Target {
  readonly measure: string;
  readonly against: string;
  readonly unit: '×' | 'ms' | 'KB' | 'requests' | 'a minute';
  readonly better: 'more' | 'less';
  /** Absent where there is only something to aim at. */
  readonly must?: number;
  readonly aim?: number;
}

const times = { unit: '×', better: 'more' } as const;
const milliseconds = { unit: 'ms', better: 'less' } as const;
const kilobytes = { unit: 'KB', better: 'less', against: '–' } as const;
const block = { ...milliseconds, against: 'p99 for the aim', must: 50, aim: 17 } as const;

export const targets = {
  copy0: { measure: 'warm copy, 0 ms', against: 'AWS CLI process', ...times, must: 100, aim: 250 },
  copy50: { measure: 'warm copy, 50 ms', against: 'AWS CLI process', ...times, must: 7, aim: 8 },
  send0: { measure: 'sending a copy, 0 ms', against: 'beyond 1 round trip', ...milliseconds, must: 6 },
  send50: { measure: 'sending a copy, 50 ms', against: 'beyond 1 round trip', ...milliseconds, must: 6 },
  document50: {
    measure: 'accepted prompt to open document, 50 ms, with all checks',
    against: 'beyond 2 round trips',
    ...milliseconds,
    must: 40,
    aim: 20,
  },
  firstDocument50: {
    measure: 'the same, the first time since VS Code was started',
    against: "beyond 2 round trips and VS Code's own first one",
    ...milliseconds,
    must: 40,
    aim: 20,
  },
  copies50: { measure: '100 copies, checked, 8 at once, 50 ms', against: 'AWS CLI loop', ...times, must: 40, aim: 60 },
  list10kBoto50: { measure: 'list 10,000, 50 ms', against: 'boto3', ...times, must: 10, aim: 15 },
  list10kCli50: { measure: 'list 10,000, 50 ms', against: 'AWS CLI', ...times, must: 10, aim: 14 },
  list10kBoto0: { measure: 'list 10,000, 0 ms', against: 'boto3', ...times, must: 5, aim: 10 },
  listBurst: {
    measure: 'list one cluster of 5,000, most of one day, 50 ms',
    against: 'boto3',
    ...times,
    must: 5,
    aim: 8,
  },
  listYears: {
    measure: 'list one cluster of 5,000 over three years, 50 ms',
    against: 'boto3',
    ...times,
    must: 5,
    aim: 8,
  },
  list100k50: { measure: 'list 100,000, 50 ms', against: 'boto3', ...times, must: 13, aim: 20 },
  cpu: { measure: 'CPU per 1,000 listed', against: 'boto3', ...times, must: 4, aim: 9 },
  firstCold: {
    measure: 'first rows of 10,000, 50 ms, nothing loaded yet',
    against: 'beyond 1 round trip',
    ...milliseconds,
    must: 45,
  },
  firstSdk: { measure: 'the same', against: 'the SDK alone, bundled: one page', ...times },
  firstWarm: { measure: 'first rows of 10,000, 50 ms, warm', against: 'beyond 1 round trip', ...milliseconds, aim: 10 },
  rowsInVsCode: {
    measure: 'view shown to first rows in VS Code, 50 ms, nothing loaded yet',
    against: 'beyond 2 round trips',
    ...milliseconds,
    must: 200,
    aim: 100,
  },
  blockList10k: { measure: 'longest block while listing 10,000, 50 ms', ...block },
  blockList0: { measure: 'longest block while listing 10,000, 0 ms', ...block },
  blockThrottled: { measure: 'longest block while listing 10,000, throttled', ...block },
  blockList100k: { measure: 'longest block while listing 100,000', ...block },
  blockCopies: { measure: 'longest block during 100 copies', ...block },
  blockStart: { measure: 'longest block in VS Code, view shown to first rows', ...block },
  blockDocument: { measure: 'longest block in VS Code, copy to document', ...block },
  blockTree: { measure: 'longest block in VS Code, node of 5,000 expanded', ...block },
  longTask: {
    measure: 'longest block of the workbench itself, node of 5,000 expanded',
    against: '–',
    ...milliseconds,
    must: 300,
    aim: 100,
  },
  memory: { measure: 'memory per snapshot kept, of 100,000', against: 'boto3', ...times, must: 4, aim: 6 },
  throttled: {
    measure: '10,000 at 20 requests a second, none lost',
    against: "the bucket's floor",
    unit: '×',
    better: 'less',
    must: 1.2,
    aim: 1.08,
  },
  load: { measure: 'extension.js, load in VS Code', against: '–', ...milliseconds, must: 5, aim: 1 },
  activate: { measure: 'activate() in VS Code', against: '–', ...milliseconds, must: 10, aim: 5 },
  sizeExtension: { measure: 'extension.js', ...kilobytes, must: 60, aim: 10 },
  sizeSdk: { measure: 'aws.js, with the SDK', ...kilobytes, must: 560, aim: 450 },
  sizeVsix: { measure: 'VSIX', ...kilobytes, must: 700, aim: 500 },
  idleVisible: { measure: 'idle, view shown: requests', against: '–', unit: 'requests', better: 'less', must: 0 },
  idleHidden: { measure: 'idle, view hidden: requests', against: '–', unit: 'requests', better: 'less', must: 0 },
  idleTimers: { measure: 'idle: timers that go off', against: '–', unit: 'a minute', better: 'less', must: 1 },
  // Its end is told wherever the user is by then, so that a copy is followed with the view hidden, too.
  idlePending: {
    measure: 'copies pending, view hidden: requests for all of them',
    against: '–',
    unit: 'a minute',
    better: 'less',
    must: 6,
  },
} as const satisfies Readonly<Record<string, Target>>;

export type Row = keyof typeof targets;
