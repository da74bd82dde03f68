// What unit tests have in the place of 'vscode': VS Code's own implementation of `l10n`, as it is published, and nothing else.
import * as l10n from '@vscode/l10n';

export = new Proxy(
  { l10n },
  {
    get(only, name) {
      if (name !== 'l10n') {
        throw new Error(`Unit tests have no vscode.${String(name)}: only a real VS Code has it (test/integration).`);
      }
      return only.l10n;
    },
  },
);
