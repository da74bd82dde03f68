import type { CopyOutcome } from '../../core/copy/copySnapshot';
import type { CopyRequest } from '../../core/gateway';
import { stepsAfterCopy } from '../../core/nextStep';
import type { Target } from '../../core/target';
import { outcomeText } from '../text/outcomeText';
import { UserError } from '../userError';

/** A copy that was not made, or of which it is not known, in a sentence with what helps. */
export function copyFailure(
  outcome: Exclude<CopyOutcome, { kind: 'copied' | 'cancelled' }>,
  { request, target }: { readonly request: CopyRequest; readonly target: Target },
  retry: () => unknown,
): UserError {
  const message = outcomeText(outcome, request, target);
  const cluster = request.clusterIdentifier;
  switch (outcome.kind) {
    case 'refused': {
      const { refusal } = outcome;
      if (refusal.kind === 'checkFailed') {
        const { problem } = refusal;
        return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, retry });
      }
      return new UserError(message, {
        steps: refusal.kind === 'targetTaken' ? ['chooseAnotherName'] : ['refresh'],
        retry,
      });
    }
    case 'failed': {
      const { problem } = outcome;
      return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, retry });
    }
    case 'clash':
      return new UserError(message, { steps: ['chooseAnotherName'], retry });
    case 'unknown':
      return new UserError(message, { steps: ['refresh', 'showLog'] });
  }
}
