// The extension's own code in a process of its own, as the extension host is one.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { awsEnvironment } from '../support/awsProfiles';
import { startProcess, stopProcess } from '../support/processes';
import type { Account } from './account';
import type { Answer, Task, Tasks } from './productProcess';

const patience = 600_000;

export class Product {
  readonly #child: ChildProcess;
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
    this.#child = startProcess(process.execPath, ['--expose-gc', join(__dirname, 'productProcess.js')], {
      env: { ...awsEnvironment(), NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async run<Name extends keyof Tasks>(
    name: Name,
    input: Parameters<Tasks[Name]>[1],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    const { endpoint, region, credentials } = this.#account;
    this.#child.send({ name, place: { endpoint, region, credentials }, input } satisfies Task);
    const [answer]: readonly Answer[] = await once(this.#child, 'message', { signal: AbortSignal.timeout(patience) });
    if (answer === undefined || !answer.ok) {
      throw new Error(`${name} failed: ${answer?.reason}`);
    }
    return answer.value as Awaited<ReturnType<Tasks[Name]>>;
  }

  close(): Promise<void> {
    return stopProcess(this.#child);
  }
}
