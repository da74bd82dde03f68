import { deepEqual } from 'node:assert/strict';
import { rowOpening } from '../../src/ui/commands/rowOpening';

const row = 'a row';

describe('opening a row', () => {
  let time: number;
  let focused: boolean;
  let opened: string[];
  let click: (milliseconds: number) => Promise<void>;
  let pressEnter: () => Promise<void>;

  beforeEach(() => {
    time = 0;
    focused = false;
    opened = [];
    let readings = 0;
    const view = {
      // As VS Code does for the row of the focus: `list.toggleSelection` takes it out, and puts it back.
      get selection() {
        return focused && readings++ % 2 === 1 ? [] : [row];
      },
      reveal: async () => {},
    };
    const { run } = rowOpening<string>(
      view,
      () => true,
      async which => opened.push(which),
      () => time,
    );
    click = async milliseconds => {
      time += milliseconds;
      focused = false;
      await run();
    };
    pressEnter = async () => {
      focused = true;
      await run('enter');
    };
  });

  it('takes two clicks, one soon after the other', async () => {
    await click(0);
    await click(501);
    deepEqual(opened, []);
    await click(500);
    deepEqual(opened, [row]);
  });

  it('takes one Enter', async () => {
    await pressEnter();
    deepEqual(opened, [row]);
  });

  it('counts clicks anew once it has been opened, however that was', async () => {
    await click(0);
    await pressEnter();
    await click(100);
    deepEqual(opened, [row]);
    await click(100);
    await click(100);
    deepEqual(opened, [row, row]);
  });
});
