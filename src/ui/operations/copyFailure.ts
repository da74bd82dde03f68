import { stepsAfterCopy } from '../../core/access/nextStep';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { Outcome } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import { outcomeText } from '../text/outcomeText';
import { copyOf } from './copyCall';

/** A copy that was not made, or of which it is not known, in a sentence with what helps. */
export function copyFailure(
  outcome: Exclude<Outcome, { kind: 'done' | 'cancelled' }>,
  { request, session }: { readonly request: CopyInput; readonly session: Session },
  retry: () => unknown,
): UserError {
  const message = outcomeText(outcome, copyOf(request), session.target);
  const cluster = request.SourceSnapshotClusterIdentifier;
  switch (outcome.kind) {
    case 'refused': {
      const { refusal } = outcome;
      if (refusal.kind === 'checkFailed') {
        const { problem } = refusal;
        return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, session, retry });
      }
      return new UserError(message, {
        steps: refusal.kind === 'targetTaken' ? ['chooseAnotherName'] : ['refresh'],
        retry,
      });
    }
    case 'failed': {
      const { problem } = outcome;
      return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, session, retry });
    }
    case 'clash':
      return new UserError(message, { steps: ['chooseAnotherName'], retry });
    case 'unknown':
      return new UserError(message, { steps: ['showActivity', 'refresh', 'showLog'] });
  }
}
