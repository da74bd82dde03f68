import { doesNotMatch, equal, ok } from 'node:assert/strict';
import type { TreeItem } from 'vscode';
import { progressOf } from '../../src/core/operations/progress';
import type { TreeNode } from '../../src/core/tree/nodes';
import { snapshotRow } from '../../src/core/tree/rows';
import { operationRow } from '../../src/ui/activity/operationRow';
import { treeItem, treeTooltip } from '../../src/ui/tree/treeItems';
import { aCluster, aCopyRequest, aProblem, aSnapshot, aTarget } from '../support/builders';

const hostile = `a\u202Eb\n[x](command:workbench.action.quit) $(flame)\u2028${'c'.repeat(100_000)}`;

describe('hostile text in a row', () => {
  const snapshot = aSnapshot({
    identifier: hostile,
    clusterIdentifier: hostile,
    status: hostile,
    sourceRegion: hostile,
  });
  const cluster = aCluster({ identifier: hostile, status: hostile });
  const problem = aProblem('unknown', { code: hostile, message: hostile, operation: hostile });
  const input = aCopyRequest({
    SourceSnapshotIdentifier: hostile,
    TargetSnapshotIdentifier: hostile,
    SourceSnapshotClusterIdentifier: hostile,
  });
  const config = { kind: 'syntax', file: hostile, line: 1, text: hostile, meant: hostile, variable: hostile } as const;
  const nodes: readonly TreeNode[] = [
    { kind: 'cluster', key: 'cluster:c', cluster },
    snapshotRow(snapshot, { cluster, newest: false }),
    { kind: 'problem', key: 'p', of: 'clusters', problem, clusterIdentifier: hostile },
    { kind: 'noMatch', scope: 'all', key: 'n', text: hostile },
    { kind: 'configProblem', key: 'f', problem: config },
    { kind: 'asking', key: 'a', region: hostile },
  ];
  const isPlain = (item: TreeItem): void => {
    const texts = [item.label, item.description, item.tooltip, item.accessibilityInformation?.label];
    for (const text of texts.filter(shown => typeof shown === 'string')) {
      doesNotMatch(text, /[\u2028\u202E]|\n.*\n/);
      ok(text.length < 2_100, `${text.length} characters`);
    }
    equal(typeof item.label, 'string');
  };

  for (const node of nodes) {
    it(`is on one line, bounded, and turns nothing around: ${node.kind}`, () => {
      isPlain(treeItem(node, aTarget({ region: hostile }), 0));
      const tooltip = treeTooltip(node, 0)?.value ?? '';
      doesNotMatch(tooltip, /[\u2028\u202E]/);
      ok(tooltip.length < 20_000, `${tooltip.length} characters`);
    });
  }

  it('is on one line, bounded, and turns nothing around: copy', () => {
    const facts = { id: '1', target: aTarget(), input, state: 'failed', planned: 0, problem } as const;
    const operation = { ...facts, operation: 'CopyClusterSnapshot' } as const;
    isPlain(operationRow(operation, { progress: progressOf(operation, [], 0), problem, now: 0 }));
  });
});
