import { type Disposable, languages, workspace } from 'vscode';
import type { Sessions } from '../../core/session/sessions';
import { commandTextScheme } from '../commands/ids';
import { DisposableStore } from '../vscode/disposables';
import { CommandTexts } from './commandTexts';
import { RequestDiagnostics } from './requestDiagnostics';
import { requestSelector } from './requestDocuments';
import { RequestFixes } from './requestFixes';
import { RequestLenses } from './requestLenses';

/** All that helps in the editor of a request; the schema completes and explains. */
export class RequestFeatures implements Disposable {
  readonly #store = new DisposableStore();
  readonly diagnostics: RequestDiagnostics;
  readonly texts = new CommandTexts();

  constructor(sessions: Sessions) {
    this.diagnostics = this.#store.add(new RequestDiagnostics(sessions));
    this.#store.add(languages.registerCodeLensProvider(requestSelector, new RequestLenses()));
    this.#store.add(
      languages.registerCodeActionsProvider(requestSelector, new RequestFixes(), {
        providedCodeActionKinds: RequestFixes.kinds,
      }),
    );
    this.#store.add(workspace.registerTextDocumentContentProvider(commandTextScheme, this.texts));
  }

  dispose(): void {
    this.#store.dispose();
  }
}
