import { type Disposable, type TextDocument, workspace } from 'vscode';
import { isRequestPath } from '../../core/requests/requestPath';

/** Calls it when a request document is there for the first time: what helps to write one is loaded with the commands. */
export function whenRequestOpens(load: () => Promise<unknown>, failed: (error: unknown) => void): Disposable {
  const look = ({ uri }: TextDocument): void => {
    if (isRequestPath(uri.path)) {
      listening.dispose();
      // On its own: the document can be read and written without it.
      void load().catch(failed);
    }
  };
  const listening = workspace.onDidOpenTextDocument(look);
  workspace.textDocuments.forEach(look);
  return listening;
}
