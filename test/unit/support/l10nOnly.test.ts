import { equal, throws } from 'node:assert/strict';
import { l10n, window } from 'vscode';

describe("what unit tests have of 'vscode'", () => {
  it('is its l10n, with the text as it stands in the source where there is no translation', () => {
    equal(l10n.t('{0} of {1}', 1, 'two'), '1 of two');
  });

  it('is nothing else: what needs more of it fails, and says why', () => {
    throws(() => window, /no vscode\.window/);
  });
});
