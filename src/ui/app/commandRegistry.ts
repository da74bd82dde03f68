import { type NextStep, stepsAfterRead } from '../../core/access/nextStep';
import { problemOf } from '../../core/model/problem';
import { targetKey } from '../../core/model/target';
import type { CommandTable } from '../commands/commandTable';
import { isOfLostRow, tellLostRow } from '../commands/lostRow';
import { isUserError, UserError } from '../commands/userError';
import { problemText, serviceWords, stepText } from '../text/problemText';
import { showError } from '../vscode/window';
import { runStep, type StepHost } from './steps';

/** The one boundary of all commands: whatever a command rejects with is shown here, once, with the steps that help. */
export class CommandRegistry {
  readonly #commands: CommandTable;
  readonly #more: () => Promise<CommandTable>;
  readonly #host: StepHost;
  readonly #logError: (error: unknown) => void;

  /** `more` has the commands that are not in `commands`. */
  constructor(
    commands: CommandTable,
    host: StepHost,
    logError: (error: unknown) => void,
    more: () => Promise<CommandTable> = async () => ({}),
  ) {
    this.#commands = commands;
    this.#more = more;
    this.#host = host;
    this.#logError = logError;
  }

  async run(id: string, given: readonly unknown[]): Promise<unknown> {
    let command = this.#commands[id];
    if (isOfLostRow(id, given)) {
      tellLostRow();
      return undefined;
    }
    try {
      command ??= (await this.#more())[id];
      return await command?.run(...given);
    } catch (error) {
      const shown = this.#asUserError(error, () => this.run(id, given));
      if (command?.asksNothing?.(...given)) {
        throw shown;
      }
      this.#tell(error, shown);
      return undefined;
    }
  }

  #tell(error: unknown, shown: UserError): void {
    if (!isCancellation(error)) {
      this.#logError(error);
      // Not awaited: the command is over, the message may stay.
      void this.#show(shown);
    }
  }

  async #show(error: UserError): Promise<void> {
    const { problem } = error;
    if (problem?.signIn?.kind === 'sso') {
      this.#host.offerSignIn(problem.signIn, () => this.#again(error));
      return;
    }
    const buttons = error.steps.map(step => ({ title: stepText(step), step }));
    const chosen = await showError(error.message, ...buttons);
    if (chosen !== undefined) {
      await this.#run(chosen.step, error);
    }
  }

  async #run(step: NextStep, error: UserError): Promise<void> {
    const { problem, cluster, session } = error;
    const retry = (): Promise<void> => this.#again(error);
    await this.inside(() => runStep(step, { problem, cluster, session, retry }, this.#host), retry);
  }

  /** Does again what an error has stopped; at once, or when somebody has signed in. */
  #again(error: UserError): Promise<void> {
    return this.inside(() => error.retry?.());
  }

  /** The boundary of what goes on after a command: fails as the command itself does, and can be done again, too. */
  async inside(work: () => unknown, retry: () => unknown = work): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#tell(error, this.#asUserError(error, retry));
    }
  }

  /** `retry` is what goes on after signing in. */
  #asUserError(error: unknown, retry: () => unknown): UserError {
    if (isUserError(error)) {
      return error;
    }
    const problem = problemOf(error);
    const sessions = this.#host.sessions();
    const target = problem.target ?? sessions[0]?.target;
    if (target === undefined) {
      return new UserError(serviceWords(problem), { steps: ['showLog'], problem });
    }
    return new UserError(`${problemText(problem, target)} ${serviceWords(problem)}`, {
      steps: stepsAfterRead(problem).filter(step => step !== 'retry'),
      problem,
      session: sessions.find(session => targetKey(session.target) === targetKey(target)),
      retry,
    });
  }
}

/** Another profile was chosen meanwhile, say: who did that is not told of it. */
function isCancellation(error: unknown): boolean {
  return problemOf(error).kind === 'cancelled';
}
