import { deepEqual, equal, rejects } from 'node:assert/strict';
import { CancellationTokenSource, window } from 'vscode';
import { withProgress } from '../../src/ui/vscode/progress';

describe('progress', () => {
  const original = window.withProgress;
  const reported: unknown[] = [];
  let title: string | undefined;
  let shown: Promise<void>;
  let cancel: CancellationTokenSource;

  beforeEach(() => {
    reported.splice(0);
    cancel = new CancellationTokenSource();
    shown = new Promise(resolve => {
      const spy: typeof original = async (options, task) => {
        title = options.title;
        resolve();
        return task({ report: step => reported.push(step) }, cancel.token);
      };
      Object.assign(window, { withProgress: spy });
    });
  });
  afterEach(() => Object.assign(window, { withProgress: original }));

  it('is not shown of what is over in a moment', async () => {
    let isShown = false;
    void shown.then(() => {
      isShown = true;
    });
    equal(await withProgress('Copying', async () => 'done'), 'done');
    await rejects(
      withProgress('Copying', () => Promise.reject(new Error('refused'))),
      /refused/,
    );
    equal(isShown, false);
  });

  it('is shown of what takes longer, with what was reported before; and can be cancelled', async () => {
    const work = withProgress('Copying [x](command:y)', async (signal, progress) => {
      progress.report({ message: '1 of 2' });
      await shown;
      progress.report({ message: '2 of 2 $(z)' });
      await new Promise(resolve => signal.addEventListener('abort', resolve));
      return 'cancelled';
    });
    await shown;
    cancel.cancel();
    equal(await work, 'cancelled');
    // The name of a snapshot is neither a link nor an icon.
    equal(title, 'Copying [x]\u200B(command:y)');
    deepEqual(reported, [{ message: '1 of 2' }, { message: '2 of 2 $\u200B(z)' }]);
  });
});
