import type { NextStep } from '../../core/access/nextStep';
import type { Problem } from '../../core/model/problem';
import type { Session } from '../../core/session/session';

/**
 * A sentence for the user, with what helps. Shown once, at the boundary of the command. Recognise it with
 * {@link isUserError}, not with `instanceof`: each bundle has its own copy of this class.
 */
export class UserError extends Error {
  readonly steps: readonly NextStep[];
  readonly problem: Problem | undefined;
  readonly cluster: string | undefined;
  readonly session: Session | undefined;
  readonly retry: (() => unknown) | undefined;

  constructor(
    message: string,
    options: {
      readonly steps?: readonly NextStep[];
      readonly problem?: Problem;
      /** The cluster that it is about. */
      readonly cluster?: string;
      /** Whose problem it is. */
      readonly session?: Session | undefined;
      /** What `retry` and `chooseAnotherName` do again. */
      readonly retry?: () => unknown;
    } = {},
  ) {
    super(message);
    this.name = 'UserError';
    this.steps = options.steps ?? [];
    this.problem = options.problem;
    this.cluster = options.cluster;
    this.session = options.session;
    this.retry = options.retry;
  }
}

export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError' && 'steps' in error;
}
