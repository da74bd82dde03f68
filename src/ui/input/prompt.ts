import {
  commands,
  type Disposable,
  type InputBox,
  type QuickInput,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { wait } from '../../core/model/wait';
import { DisposableStore } from '../vscode/disposables';
import { createInput, createPick, setItems } from '../vscode/window';
import { TextChecks, type TextRules } from './textChecks';

/** The answer to one prompt: a value; `back`; undefined for Esc, or when the signal was aborted. */
export type Answer<Value> = { readonly value: Value } | typeof back | undefined;
export const back = Symbol('back');

export interface PromptOptions {
  readonly title: string;
  /** 1-based, of `steps`; with more than one step the title shows both. */
  readonly step: number;
  readonly steps: number;
  readonly canGoBack: boolean;
  /** Closes the prompt as Esc does. */
  readonly signal: AbortSignal;
}

/** What a prompt can come to, beside Back and Esc. After the first of all these nothing counts any more. */
interface Ending<Value> {
  readonly accept: (value: Value) => void;
  readonly fail: (error: unknown) => void;
}

/** Shows a prompt and waits for how what `connect` has connected ends it, Back or Esc, whichever is first. */
async function show<Input extends QuickInput, Value>(
  input: Input,
  options: PromptOptions,
  connect: (ending: Ending<Value>, store: DisposableStore) => void,
): Promise<Answer<Value>> {
  const store = new DisposableStore();
  store.add(input);
  input.ignoreFocusOut = true;
  if (options.steps > 1) {
    input.step = options.step;
    input.totalSteps = options.steps;
  }
  try {
    return await new Promise<Answer<Value>>((resolve, reject) => {
      const close = (): void => resolve(undefined);
      options.signal.addEventListener('abort', close);
      store.add({ dispose: () => options.signal.removeEventListener('abort', close) });
      store.add(input.onDidHide(close));
      store.add(onBack(input, () => resolve(back)));
      connect({ accept: value => resolve({ value }), fail: reject }, store);
      if (options.signal.aborted) {
        close();
      } else {
        input.show();
      }
    });
  } finally {
    store.dispose();
  }
}

export interface PickOptions<Item extends QuickPickItem> extends PromptOptions {
  readonly placeholder: string;
  /** Those that are still to come can be waited for, filtered in advance, or left: the prompt is there at once. */
  readonly items: readonly Item[] | Promise<readonly Item[]>;
  readonly active?: (item: Item) => boolean;
  /** What is typed at first. */
  readonly value?: string;
  /** Items for what is typed, in the place of `items`; undefined keeps the filtered ones. */
  readonly itemsFor?: (typed: string) => readonly Item[] | undefined;
  /** An item that cannot be chosen (a reason, not a choice). */
  readonly isChoice?: (item: Item) => boolean;
}

/** Rejects with what `items` reject with, if the prompt is still open then. */
export async function pick<Item extends QuickPickItem>(options: PickOptions<Item>): Promise<Answer<Item>> {
  const input = createPick<Item>(options.title, options.placeholder);
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.buttons = options.canGoBack ? [QuickInputButtons.Back] : [];
  input.value = options.value ?? '';
  return show<QuickPick<Item>, Item>(input, options, ({ accept, fail }, store) => {
    const items = store.add(new PickItems(input, options));
    store.add(
      input.onDidAccept(async () => {
        const item = await items.accepted();
        if (item !== undefined && (options.isChoice?.(item) ?? true)) {
          accept(item);
        }
      }),
    );
    store.add(input.onDidChangeValue(() => items.show()));
    if (options.items instanceof Promise) {
      input.busy = true;
      options.items.then(arrived => items.fill(arrived), fail);
    } else {
      items.fill(options.items);
    }
  });
}

/** Several of them; none is no answer. The only one is chosen in advance. */
export async function pickMany<Item extends QuickPickItem>(
  options: Omit<PickOptions<Item>, 'itemsFor' | 'active'>,
): Promise<Answer<readonly Item[]>> {
  const input = createPick<Item>(options.title, options.placeholder);
  input.canSelectMany = true;
  input.buttons = options.canGoBack ? [QuickInputButtons.Back] : [];
  return show<QuickPick<Item>, readonly Item[]>(input, options, ({ accept, fail }, store) => {
    const items = store.add(new PickItems(input, options));
    const isChoice = options.isChoice ?? (() => true);
    store.add(
      input.onDidAccept(() => {
        const chosen = input.selectedItems.filter(isChoice);
        if (chosen.length > 0) {
          accept(chosen);
        }
      }),
    );
    input.busy = true;
    Promise.resolve(options.items).then(arrived => {
      items.fill(arrived);
      const [only, ...others] = input.items;
      if (only !== undefined && others.length === 0 && isChoice(only)) {
        input.selectedItems = [only];
      }
    }, fail);
  });
}

/** What one quick pick offers: its items, as soon as they are here, or those for what is typed. */
class PickItems<Item extends QuickPickItem> implements Disposable {
  readonly #input: QuickPick<Item>;
  readonly #options: PickOptions<Item>;
  #items: readonly Item[] = [];
  /** Resolves when VS Code shows the latest ones; undefined where it does. */
  #taken: Promise<void> | undefined;
  #closed = false;

  constructor(input: QuickPick<Item>, options: PickOptions<Item>) {
    this.#input = input;
    this.#options = options;
  }

  fill(items: readonly Item[]): void {
    if (this.#closed) {
      return;
    }
    this.#items = items;
    this.#input.busy = false;
    this.show();
    const active = this.#options.active && this.#input.items.find(this.#options.active);
    if (active !== undefined && this.#input.value === (this.#options.value ?? '')) {
      this.#input.activeItems = [active];
    }
  }

  show(): void {
    setItems(this.#input, this.#options.itemsFor?.(this.#input.value) ?? this.#items);
    const taken = takenIn().then(() => {
      if (taken === this.#taken) {
        this.#taken = undefined;
      }
    });
    this.#taken = taken;
  }

  /**
   * The one that Enter was pressed on. VS Code says which by its place in the list: where it did not show the latest items yet,
   * that is the place of another one. Then it is the one that is active as soon as it does.
   */
  async accepted(): Promise<Item | undefined> {
    const [selected] = this.#input.selectedItems;
    const { value } = this.#input;
    if (this.#taken === undefined) {
      return selected;
    }
    while (this.#taken !== undefined) {
      await this.#taken;
    }
    return this.#input.value === value ? this.#input.activeItems[0] : undefined;
  }

  dispose(): void {
    this.#closed = true;
  }
}

/** Resolves when VS Code has taken in what a prompt was given, which goes out in the next turn of the event loop. */
async function takenIn(): Promise<void> {
  await wait(0);
  await commands.executeCommand('noop');
}

export interface TextOptions extends PromptOptions, TextRules {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** What is typed is not shown. */
  readonly password?: boolean;
  /** A better value to begin with, as long as nothing was typed. */
  readonly laterValue?: Promise<string>;
}

export async function askText(options: TextOptions): Promise<Answer<string>> {
  const input = createInput(options.title, options.prompt, options.placeholder);
  input.value = options.value;
  input.valueSelection = [0, options.value.length];
  input.password = options.password ?? false;
  input.buttons = options.canGoBack ? [QuickInputButtons.Back] : [];
  return show<InputBox, string>(input, options, ({ accept }, store) => {
    const checks = store.add(new TextChecks(input, options));
    store.add(input.onDidChangeValue(() => checks.changed()));
    store.add(
      input.onDidAccept(async () => {
        if (await checks.passed()) {
          accept(input.value);
        }
      }),
    );
    checks.changed();
    void replaceValue(input, options, checks);
  });
}

async function replaceValue(input: InputBox, options: TextOptions, checks: TextChecks): Promise<void> {
  const better = await options.laterValue;
  if (better !== undefined && better !== options.value && input.value === options.value) {
    input.value = better;
    input.valueSelection = [0, better.length];
    checks.changed();
  }
}

function onBack(input: QuickInput, went: () => void): Disposable {
  return (input as InputBox | QuickPick<QuickPickItem>).onDidTriggerButton(button => {
    if (button === QuickInputButtons.Back) {
      went();
    }
  });
}

/** One question of several: takes what is known, returns more. */
export type Step<Draft> = (draft: Draft, position: Position) => Promise<Answer<Draft>>;
export type Position = Pick<PromptOptions, 'step' | 'steps' | 'canGoBack'>;

/** Asks one after the other; Back returns to the one before with what was answered there; Esc ends it all. */
export async function askAll<Draft>(draft: Draft, steps: readonly Step<Draft>[]): Promise<Draft | undefined> {
  const drafts = [draft];
  while (drafts.length <= steps.length) {
    const index = drafts.length - 1;
    const position = { step: index + 1, steps: steps.length, canGoBack: index > 0 };
    const answer = await steps[index]?.(drafts[index] ?? draft, position);
    if (answer === undefined) {
      return undefined;
    }
    if (answer === back) {
      // The step before begins with its own answer, not with what was known before it.
      const answered = drafts.pop() ?? draft;
      drafts[drafts.length - 1] = answered;
    } else {
      drafts.push(answer.value);
    }
  }
  return drafts.at(-1);
}
