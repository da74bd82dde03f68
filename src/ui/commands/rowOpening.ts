import { commands, type TreeView, workspace } from 'vscode';
import type { Command } from './commandTable';

/** ms between the clicks of a double click, at most. */
const doubleClick = 500;

/** What the key binding hands over. */
const enter = 'enter';

/**
 * The command of a view's rows that opens one: on Enter, which has a key binding of its own, and on a double click. VS Code runs
 * a row's command on each click (`workbench.list.openMode`) and says neither which click it was nor what the focus is on:
 * who merely selects a row wants no document.
 */
export function rowOpening<Row>(
  view: Pick<TreeView<Row>, 'selection' | 'reveal'>,
  canOpen: (row: Row) => boolean,
  open: (row: Row) => Promise<unknown>,
  now: () => number = Date.now,
): Command {
  let last: { readonly row: Row; readonly time: number } | undefined;
  const clicked = (): Row | undefined => {
    const [row, ...others] = view.selection;
    const before = last;
    last = row === undefined || others.length > 0 ? undefined : { row, time: now() };
    const isSecond = before !== undefined && before.row === row && now() - before.time <= doubleClick;
    return isSecond || opensByDoubleClickOnly() ? row : undefined;
  };
  const entered = async (): Promise<Row | undefined> => {
    const row = await focusedRow(view);
    if (row === undefined || !canOpen(row)) {
      await commands.executeCommand('list.select');
      return undefined;
    }
    await view.reveal(row, { select: true, focus: true, expand: false });
    return row;
  };
  return {
    run: async how => {
      const row = how === enter ? await entered() : clicked();
      if (row !== undefined) {
        // The next click is a first one, however soon it comes.
        last = undefined;
        await open(row);
      }
    },
  };
}

/** VS Code tells the selection only: the row that goes into it, or out of it, when that of the focus changes sides. */
async function focusedRow<Row>(view: Pick<TreeView<Row>, 'selection'>): Promise<Row | undefined> {
  const before = view.selection;
  await commands.executeCommand('list.toggleSelection');
  const after = view.selection;
  await commands.executeCommand('list.toggleSelection');
  return after.find(row => !before.includes(row)) ?? before.find(row => !after.includes(row));
}

function opensByDoubleClickOnly(): boolean {
  return workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
}
