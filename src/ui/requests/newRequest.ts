import { l10n, type TextDocument } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import type { Operation } from '../../core/operations/operation';
import { exampleFor, requestFor } from '../../core/requests/skeleton';
import type { TreeNode } from '../../core/tree/nodes';
import { selectedNodes } from '../commands/nodeArguments';
import { operationsOn, rowOfNode } from '../commands/rowOfNode';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import { titleText } from '../text/operationWords';
import { areOperationArguments, operationArguments } from './operationArguments';
import { openNewRequest } from './requestDocuments';
import { isKnownIn, type SessionHost } from './sessionFor';

/** From arguments, from rows (several make a list), or an example to be changed. Undefined: Esc. */
export async function newRequest(host: SessionHost, given: readonly unknown[]): Promise<TextDocument | undefined> {
  const [first] = given;
  if (areOperationArguments(first)) {
    const { operation, input } = operationArguments(first);
    return openNewRequest(operation, [input]);
  }
  const rows = selectedNodes(given);
  const operations = operationsOn(...rows);
  if (operations.length === 0) {
    throw new UserError(l10n.t('No operation can be requested for all of these rows.'));
  }
  const operation = await askOperation(operations);
  return (
    operation &&
    openNewRequest(operation, rows.length === 0 ? [exampleFor(operation)] : inputsFor(host, operation, rows))
  );
}

function inputsFor({ view }: SessionHost, operation: Operation, rows: readonly TreeNode[]): readonly OperationInput[] {
  const names = new Set<string>();
  return rows.flatMap(row => {
    const session = view.ownerOf(row);
    const source = session && rowOfNode(operation, row, session.gateway);
    const isKnown = isKnownIn(session);
    const input = source && requestFor(operation, source, name => isKnown(name) || names.has(name));
    if (input === undefined) {
      return [];
    }
    names.add(operation.subject({ input }).identifier);
    return [input];
  });
}

/** The only one, or the one that the user chooses. */
export async function askOperation(
  operations: readonly Operation[],
  title = l10n.t('New Request (JSON)'),
): Promise<Operation | undefined> {
  const [only, ...others] = operations;
  if (others.length === 0) {
    return only;
  }
  const answer = await pick({
    ...{ title, signal: new AbortController().signal },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: l10n.t('Operation'),
    items: operations.map(operation => ({
      label: titleText(operation.name),
      description: operation.name,
      detail: operation.documentation,
      operation,
    })),
  });
  return typeof answer === 'object' ? answer.value.operation : undefined;
}
