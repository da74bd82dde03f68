import { commands, type Disposable, window } from 'vscode';
import type { NextStep } from '../core/nextStep';
import { stepsAfterRead } from '../core/nextStep';
import { problemOf } from '../core/problem';
import type { SessionState } from '../core/session/session';
import { runStep } from './steps';
import { plainText } from './text/plain';
import { problemText, serviceWords, stepText } from './text/problemText';
import { UserError } from './userError';

/**
 * The one boundary of all commands: whatever a command rejects with is shown here, once, with the steps that help. A
 * command for which `asksNothing` says so of its arguments was called by a program, and passes its error on instead.
 */
export class CommandRegistry {
  readonly #state: () => SessionState;
  readonly #logError: (error: unknown) => void;

  constructor(state: () => SessionState, logError: (error: unknown) => void) {
    this.#state = state;
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

  async #run(step: NextStep, { problem, retry }: UserError): Promise<void> {
    try {
      await runStep(step, { state: this.#state(), problem, retry: () => retry?.() });
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
    const state = this.#state();
    if (state.kind !== 'open') {
      return new UserError(serviceWords(problem), { steps: ['showLog'], problem });
    }
    return new UserError(`${problemText(problem, state.session.target)} ${serviceWords(problem)}`, {
      steps: stepsAfterRead(problem).filter(step => step !== 'retry'),
      problem,
    });
  }
}
