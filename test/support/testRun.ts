// The suites of `npm test`, one after the other, each counted.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from './awsProfiles';
import { installBrowser } from './browserInstall';
import { desktopMissing } from './desktop';
import { logFolder, newestVsCode, root, screenshotFolder, type VsCodeVersion, vsCodeVersions } from './paths';
import { exitCode, startProcess, temporaryFolder } from './processes';
import type { SuiteReport } from './report';
import { codeServerRuns, installVsCode } from './vsCodeInstall';

export interface TestRun {
  /** Only this kind of suite. */
  readonly only?: string;
  /** Only tests whose title matches. */
  readonly grep?: string;
  /** The desktop build, downloaded, instead of the one from npm packages. */
  readonly desktop: boolean;
}

type Env = Readonly<Record<string, string>>;

interface Suite {
  readonly kind: 'unit' | 'integration' | 'e2e';
  readonly title: string;
  /** Why it cannot run here, if it cannot. */
  obstacle(): Promise<string | undefined>;
  /** Resolves with the exit code. */
  run(env: Env): Promise<number>;
}

/** Takes VS Code's arguments, in place of the desktop build. */
const standIn = join(root, 'test', 'support', 'vsCodeLauncher.mjs');

export async function runSuites(run: TestRun): Promise<SuiteReport> {
  rmSync(logFolder, { recursive: true, force: true });
  rmSync(screenshotFolder, { recursive: true, force: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const chosen = suites(run).filter(({ kind }) => !run.only || run.only === kind);
  // What the later ones need is installed while the unit tests run; where that fails, it is told when it is their turn.
  const prepared = chosen.map(suite => ({ suite, obstacle: suite.obstacle() }));
  for (const { obstacle } of prepared) {
    obstacle.catch(() => {});
  }
  for (const { suite, obstacle } of prepared) {
    console.log(`\n━━ ${suite.title}`);
    const report = await runSuite(suite, run, obstacle);
    total.passed += report.passed;
    total.failed += report.failed;
    total.skipped += report.skipped;
  }
  return total;
}

async function runSuite(suite: Suite, run: TestRun, preparation: ReturnType<Suite['obstacle']>): Promise<SuiteReport> {
  const file = join(temporaryFolder(), 'report.json');
  try {
    const obstacle = await preparation;
    if (obstacle) {
      console.log(`Skipped: ${obstacle}`);
      return { passed: 0, failed: 0, skipped: 1 };
    }
    const code = await suite.run({ MOCHA_REPORT: file, ...(run.grep ? { MOCHA_GREP: run.grep } : {}) });
    return judge(code, file, run);
  } catch (error) {
    console.error(error);
    return oneMoreFailed('It could not be run.');
  }
}

/** A suite that did not report, ran nothing, or failed outside its tests counts as one more failure. */
function judge(code: number, file: string, run: TestRun): SuiteReport {
  if (!existsSync(file)) {
    return oneMoreFailed(`It ended with exit code ${code} and never reported.`);
  }
  const report: SuiteReport = JSON.parse(readFileSync(file, 'utf8'));
  if (report.passed + report.failed === 0 && !run.grep) {
    return oneMoreFailed('It ran no tests.', report);
  }
  return code !== 0 && report.failed === 0 ? oneMoreFailed(`It ended with exit code ${code}.`, report) : report;
}

function oneMoreFailed(reason: string, report: SuiteReport = { passed: 0, failed: 0, skipped: 0 }): SuiteReport {
  console.error(`Failed: ${reason} Where VS Code had a part in it, what it printed is in ${logFolder}.`);
  return { ...report, failed: report.failed + 1 };
}

function suites(run: TestRun): readonly Suite[] {
  return [
    { kind: 'unit', title: 'Unit tests', obstacle: nothing, run: env => runScript('mochaProcess.js', ['unit'], env) },
    ...integrationSuites(run),
    ...(run.desktop ? [] : [endToEnd]),
  ];
}

const endToEnd: Suite = {
  kind: 'e2e',
  title: 'End-to-end tests',
  obstacle: standInMissing,
  run: env => runScript('mochaProcess.js', ['e2e'], env),
};

function integrationSuites(run: TestRun): readonly Suite[] {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) {
    return [integrationSuite(named, nothing, [newestVsCode, named])];
  }
  return run.desktop || !codeServerRuns()
    ? vsCodeVersions.map(version =>
        integrationSuite(`VS Code ${version}, desktop build`, () => desktopObstacle(version), [version]),
      )
    : vsCodeVersions.map(version =>
        integrationSuite(`VS Code ${version}`, () => standInMissing(version), [version, standIn]),
      );
}

function integrationSuite(where: string, obstacle: Suite['obstacle'], args: readonly string[]): Suite {
  const title = `Integration tests, ${where}`;
  return { kind: 'integration', title, obstacle, run: env => runScript('integrationProcess.js', args, env) };
}

async function nothing(): Promise<undefined> {}

async function desktopObstacle(version: VsCodeVersion): Promise<string | undefined> {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
    ? 'the desktop build needs a display (xvfb-run -a npm run test:desktop gives it one).'
    : desktopMissing(version);
}

/** Installs what the stand-in is made of. */
async function standInMissing(version: VsCodeVersion = newestVsCode): Promise<string | undefined> {
  if (!codeServerRuns()) {
    return `VS Code from npm packages does not run on ${process.platform} ${process.arch}.`;
  }
  await installVsCode(version);
  return (await installBrowser()) ? undefined : 'no Chrome, Chromium or Edge was found (CHROME_PATH can name one).';
}

function runScript(script: string, args: readonly string[], env: Env): Promise<number> {
  return exitCode(
    startProcess(process.execPath, ['--enable-source-maps', join(__dirname, script), ...args], {
      env: { ...awsEnvironment(), ...env },
      stdio: 'inherit',
    }),
  );
}
