// The extension's own code in a process of its own, as the extension host is one.
import { ok } from 'node:assert';
import type { ChildProcess } from 'node:child_process';
import { once as nextEvent } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { memoize } from '../../src/core/model/memoize';
import { awsEnvironment } from '../support/awsProfiles';
import { eventually } from '../support/eventually';
import { startProcess, stopProcess, temporaryFolder } from '../support/processes';
import { codeServerRuns, installVsCode } from '../support/vsCodeInstall';
import type { Account } from './account';
import type { Answer, Task, Tasks } from './productProcess';

const timeout = 600_000;
/** Where the processes keep what was compiled, as an installed extension does. */
const compiledFolder = temporaryFolder();

/** The Node.js of VS Code's extension host, where it can be had: another one compiles and runs the same code differently. */
export const hostNode = memoize(async () => (codeServerRuns() ? (await installVsCode()).node : process.execPath));

export class Product {
  readonly #child: ChildProcess;
  readonly #account: Account;
  readonly #compiled: string;

  /** `compiled`: the folder of what was compiled before; another than the one for all begins as after an installation. */
  static async start(account: Account, compiled = compiledFolder): Promise<Product> {
    return new Product(account, compiled, await hostNode());
  }

  private constructor(account: Account, compiled: string, node: string) {
    this.#account = account;
    this.#compiled = compiled;
    this.#child = startProcess(node, ['--expose-gc', join(__dirname, 'productProcess.js'), compiled], {
      env: awsEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async run<Name extends keyof Tasks>(
    name: Name,
    input: Parameters<Tasks[Name]>[1],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    const { endpoint, region, credentials } = this.#account;
    this.#child.send({ name, place: { endpoint, region, credentials }, input } satisfies Task);
    const [answer]: readonly Answer[] = await nextEvent(this.#child, 'message', {
      signal: AbortSignal.timeout(timeout),
    });
    if (answer === undefined || !answer.ok) {
      throw new Error(`${name} failed: ${answer?.reason}`);
    }
    return answer.value as Awaited<ReturnType<Tasks[Name]>>;
  }

  /** What was compiled for its first list is there for the next process. */
  async hasKeptCode(): Promise<void> {
    await eventually(
      () => existsSync(join(this.#compiled, 'aws.js.compiled')),
      kept => ok(kept),
    );
  }

  close(): Promise<void> {
    return stopProcess(this.#child);
  }
}
