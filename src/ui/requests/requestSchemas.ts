import type { TextDocumentContentProvider, Uri } from 'vscode';
import { allOperations } from '../../core/operations/all';
import { requestSchema } from '../../core/requests/requestSchema';

/**
 * The JSON schemas of request files, as package.json names them: `redshift-snapshot-schema://schemas/copy.json`. VS Code's JSON
 * extension asks for them when a request file is opened. That activates this extension.
 */
export const requestSchemas: TextDocumentContentProvider = {
  provideTextDocumentContent: ({ path }: Uri) => {
    const operation = allOperations.find(({ requestWord }) => path === `/${requestWord}.json`);
    return operation && JSON.stringify(requestSchema(operation));
  },
};
