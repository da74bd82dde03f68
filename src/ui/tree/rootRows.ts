import { isWorthShowing } from '../../core/model/configProblem';
import { problemsOf, type SessionState, stepsToOpen } from '../../core/session/session';
import type { ConfigProblemNode, StepNode, TreeNode } from '../../core/tree/nodes';

/** VS Code shows no welcome text beside rows: where there are some, its links are rows as well. */
export function rowsWithoutSession(state: SessionState): TreeNode[] {
  const problems = configProblems(state);
  return problems.length === 0
    ? []
    : [...problems, ...stepsToOpen(state).map((step): StepNode => ({ kind: 'step', key: `step:${step}`, step }))];
}

/** That files do not exist is what the welcome text is about, where there is one. */
export function configProblems(state: SessionState): readonly ConfigProblemNode[] {
  return problemsOf(state)
    .filter(problem => (state.kind === 'noProfiles' ? problem.kind !== 'missing' : isWorthShowing(problem)))
    .map(problem => ({
      kind: 'configProblem',
      key: `config:${problem.file}:${problem.line ?? ''}:${problem.text}`,
      problem,
    }));
}
