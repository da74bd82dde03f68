import { deepEqual } from 'node:assert/strict';
import type { Session } from '../../../../src/core/session/session';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { snapshotRow } from '../../../../src/core/tree/rows';
import { withoutRepeats } from '../../../../src/ui/commands/nodeArguments';
import { aManualSnapshot, aSnapshot } from '../../../support/builders';

describe('the rows that a command is called with', () => {
  it('have each snapshot of a Region once, though it is selected at two places', () => {
    const row = (identifier: string): TreeNode => snapshotRow(aSnapshot({ identifier }), { newest: false });
    const [first, second, elsewhere] = [row('rs:1'), row('rs:2'), row('rs:1')];
    const again: TreeNode = { ...snapshotRow(aSnapshot({ identifier: 'rs:1' }), { newest: false }), inExpiring: true };
    const manual = snapshotRow(aManualSnapshot(), { newest: false });
    const [ireland, frankfurt] = [{}, {}] as [Session, Session];
    const ownerOf = (node: TreeNode): Session => (node === elsewhere ? frankfurt : ireland);
    // A row that VS Code has lost is nothing.
    const given = [first, again, manual, undefined, second, elsewhere, undefined];
    deepEqual(withoutRepeats(given, ownerOf), [first, manual, undefined, second, elsewhere, undefined]);
  });
});
