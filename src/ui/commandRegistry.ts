import { commands, type Disposable, window } from 'vscode';
import { type NextStep, stepsAfterRead } from '../core/nextStep';
import { problemOf } from '../core/problem';
import { runStep, type StepHost } from './steps';
import { plainText } from './text/plain';
import { problemText, serviceWords, stepText } from './text/problemText';
import { UserError } from './userError';

/**
 * The one boundary of all commands: whatever a command rejects with is shown here, once, with the steps that help. A
 * command for which `asksNothing` says so of its arguments was called by a program, and passes its error on instead.
 */
export class CommandRegistry {
  readonly #host: StepHost;
  readonly #logError: (error: unknown) => void;

  constructor(host: StepHost, logError: (error: unknown) => void) {
    this.#host = host;
    this.#logError = logError;
  }

  register<Arguments extends readonly unknown[]>(
    id: string,
    run: (...given: Arguments) => unknown,
    asksNothing: (...given: Arguments) => boolean = () => false,
  ): Disposable {
    return commands.registerCommand(id, async (...given: unknown[]) => {
      const typed = given as unknown as Arguments;
      try {
        return await run(...typed);
      } catch (error) {
        const shown = this.#asUserError(error);
        if (asksNothing(...typed)) {
          throw shown;
        }
        this.#logError(error);
        // Not awaited: the command is over, the message may stay.
        void this.#show(shown);
        return undefined;
      }
    });
  }

  async #show(error: UserError): Promise<void> {
    const buttons = error.steps.map(step => ({ title: stepText(step), step }));
    const chosen = await window.showErrorMessage(plainText(error.message), ...buttons);
    if (chosen !== undefined) {
      await this.#run(chosen.step, error);
    }
  }

  async #run(step: NextStep, { problem, cluster, retry }: UserError): Promise<void> {
    try {
      await runStep(step, { problem, cluster, retry: () => retry?.() }, this.#host);
    } catch (error) {
      this.#logError(error);
      await this.#show(this.#asUserError(error));
    }
  }

  #asUserError(error: unknown): UserError {
    if (error instanceof UserError) {
      return error;
    }
    const problem = problemOf(error);
    const state = this.#host.state();
    if (state.kind !== 'open') {
      return new UserError(serviceWords(problem), { steps: ['showLog'], problem });
    }
    return new UserError(`${problemText(problem, state.session.target)} ${serviceWords(problem)}`, {
      steps: stepsAfterRead(problem).filter(step => step !== 'retry'),
      problem,
    });
  }
}
