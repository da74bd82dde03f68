import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { commands, type QuickPickItem } from 'vscode';
import { type Answer, back, pick } from '../../../src/ui/input/prompt';
import { eventually } from '../../support/eventually';

/** A prompt whose items come when the test says so. */
interface Waiting {
  readonly answer: Promise<Answer<QuickPickItem>>;
  readonly leave: AbortController;
  readonly arrive: (...labels: readonly string[]) => void;
  readonly fail: (error: Error) => void;
}

function openPick(active?: string): Waiting {
  const leave = new AbortController();
  let arrive: Waiting['arrive'] = () => {};
  let fail: Waiting['fail'] = () => {};
  const items = new Promise<readonly QuickPickItem[]>((resolve, reject) => {
    arrive = (...labels) => resolve(labels.map(label => ({ label })));
    fail = reject;
  });
  const answer = pick({
    ...{ title: 'Which?', step: 2, steps: 2, canGoBack: true, signal: leave.signal, placeholder: 'one of them', items },
    active: ({ label }) => label === active,
  });
  return { answer, leave, arrive, fail };
}

/** Presses again and again, as the prompt may not be on the screen yet, until there is an answer. */
async function press<Value>(command: string, answer: Promise<Value>): Promise<Value> {
  let answered = false;
  const done = (): void => {
    answered = true;
  };
  answer.then(done, done);
  await eventually(
    async () => {
      await commands.executeCommand(command);
      return answered;
    },
    isAnswered => ok(isAnswered, 'There is no answer yet.'),
  );
  return answer;
}

describe('a quick pick whose items are still to come', () => {
  it('is closed by Esc, and stays closed when they arrive', async () => {
    const { answer, arrive } = openPick();
    equal(await press('workbench.action.closeQuickOpen', answer), undefined);
    arrive('alpha');
    const next = openPick();
    next.arrive('beta');
    const chosen = await press('workbench.action.acceptSelectedQuickOpenItem', next.answer);
    deepEqual(chosen, { value: { label: 'beta' } });
  });

  it('goes back', async () => {
    equal(await press('workbench.action.quickInputBack', openPick().answer), back);
  });

  it('is closed at once by what closes all prompts, also when the items fail for the same reason', async () => {
    const { answer, leave, fail } = openPick();
    leave.signal.addEventListener('abort', () => fail(new Error('cancelled')));
    leave.abort();
    equal(await answer, undefined);
  });

  it('rejects with what they reject with', async () => {
    const { answer, fail } = openPick();
    fail(new Error('none to offer'));
    await rejects(answer, /none to offer/);
  });

  it('offers them when they arrive, the active one first', async () => {
    const { answer, arrive } = openPick('beta');
    arrive('alpha', 'beta');
    deepEqual(await press('workbench.action.acceptSelectedQuickOpenItem', answer), { value: { label: 'beta' } });
  });
});
