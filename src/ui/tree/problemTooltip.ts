import { MarkdownString } from 'vscode';
import type { Session } from '../../core/session/session';
import type { ProblemNode } from '../../core/tree/nodes';
import { statementIn } from '../access/statementIn';
import { shortLine } from '../text/plain';
import { problemText, serviceWords } from '../text/problemText';

/** What happened, in the service's words too, and the statement that allows what was denied. */
export async function problemTooltip(
  { problem, clusterIdentifier }: ProblemNode,
  session: Session,
): Promise<MarkdownString> {
  const tooltip = new MarkdownString();
  tooltip.appendText(shortLine(problemText(problem, session.target))).appendMarkdown('\n\n');
  tooltip.appendText(shortLine(serviceWords(problem)));
  const statement =
    problem.kind === 'accessDenied' ? await statementIn(session, problem, clusterIdentifier) : undefined;
  return statement === undefined ? tooltip : tooltip.appendCodeblock(JSON.stringify(statement, null, 2), 'json');
}
