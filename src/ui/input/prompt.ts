import {
  type Disposable,
  type InputBox,
  InputBoxValidationSeverity,
  type QuickInput,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';
import { DisposableStore } from '../disposables';

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

/** Shows a prompt and waits for what `connect` accepts, Back or Esc, whichever is first. */
async function show<Input extends QuickInput, Value>(
  input: Input,
  options: PromptOptions,
  connect: (accept: (value: Value) => void, store: DisposableStore) => void,
): Promise<Answer<Value>> {
  const store = new DisposableStore();
  store.add(input);
  input.title = options.title;
  input.ignoreFocusOut = true;
  if (options.steps > 1) {
    input.step = options.step;
    input.totalSteps = options.steps;
  }
  try {
    return await new Promise<Answer<Value>>(resolve => {
      const hide = (): void => input.hide();
      options.signal.addEventListener('abort', hide);
      store.add({ dispose: () => options.signal.removeEventListener('abort', hide) });
      store.add(input.onDidHide(() => resolve(undefined)));
      connect(value => resolve({ value }), store);
      if (options.signal.aborted) {
        resolve(undefined);
      } else {
        input.show();
      }
      store.add(onBack(input, () => resolve(back)));
    });
  } finally {
    store.dispose();
  }
}

export interface PickOptions<Item extends QuickPickItem> extends PromptOptions {
  readonly placeholder: string;
  readonly items: readonly Item[] | Promise<readonly Item[]>;
  readonly active?: (item: Item) => boolean;
  /** What is typed at first. */
  readonly value?: string;
  /** Items for what is typed, in the place of `items`; undefined keeps the filtered ones. */
  readonly itemsFor?: (typed: string) => readonly Item[] | undefined;
  /** An item that cannot be chosen (a reason, not a choice). */
  readonly isChoice?: (item: Item) => boolean;
}

export async function pick<Item extends QuickPickItem>(options: PickOptions<Item>): Promise<Answer<Item>> {
  const input = window.createQuickPick<Item>();
  input.placeholder = options.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.buttons = options.canGoBack ? [QuickInputButtons.Back] : [];
  const items = await itemsOf(input, options);
  return show<QuickPick<Item>, Item>(input, options, (accept, store) => {
    input.value = options.value ?? '';
    input.items = options.itemsFor?.(input.value) ?? items;
    const active = options.active && items.find(options.active);
    if (active !== undefined) {
      input.activeItems = [active];
    }
    store.add(
      input.onDidAccept(() => {
        const [item] = input.selectedItems;
        if (item !== undefined && (options.isChoice?.(item) ?? true)) {
          accept(item);
        }
      }),
    );
    store.add(
      input.onDidChangeValue(typed => {
        input.items = options.itemsFor?.(typed) ?? items;
      }),
    );
  });
}

export interface TextOptions extends PromptOptions {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** What is typed is not shown. */
  readonly password?: boolean;
  /**
   * What to say about the text at once; an error keeps it from being accepted. `final` when it is to be accepted: an
   * empty box that nobody has typed into is no mistake before that.
   */
  readonly check: (text: string, final: boolean) => TextVerdict;
  /** Asked when the first check has passed and nothing was typed for a moment; and again, at last, when it is accepted. */
  readonly checkLater?: (text: string, signal: AbortSignal) => Promise<TextVerdict>;
  /** A better value to begin with, as long as nothing was typed. */
  readonly laterValue?: Promise<string>;
}

export type TextVerdict = { readonly severity: 'error' | 'warning' | 'info'; readonly message: string } | undefined;

/** ms without a key after which a text is checked against the service. */
const pauseBeforeCheck = 250;

export async function askText(options: TextOptions): Promise<Answer<string>> {
  const input = window.createInputBox();
  input.prompt = options.prompt;
  input.value = options.value;
  input.valueSelection = [0, options.value.length];
  input.placeholder = options.placeholder;
  input.password = options.password ?? false;
  input.buttons = options.canGoBack ? [QuickInputButtons.Back] : [];
  return show<InputBox, string>(input, options, (accept, store) => {
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

/** Runs the checks of one text box: at once, after a pause, and before accepting. The latest check wins. */
class TextChecks implements Disposable {
  readonly #input: InputBox;
  readonly #options: TextOptions;
  #current = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(input: InputBox, options: TextOptions) {
    this.#input = input;
    this.#options = options;
  }

  changed(): void {
    this.#cancel();
    const verdict = this.#options.check(this.#input.value, false);
    this.#show(verdict);
    if (verdict?.severity !== 'error' && this.#options.checkLater !== undefined) {
      this.#timer = setTimeout(() => void this.#checkLater(), pauseBeforeCheck);
    }
  }

  /** True when the text as it is now may be accepted. */
  async passed(): Promise<boolean> {
    this.#cancel();
    const verdict = this.#options.check(this.#input.value, true);
    this.#show(verdict);
    if (verdict?.severity === 'error') {
      return false;
    }
    return this.#options.checkLater === undefined || (await this.#checkLater());
  }

  dispose(): void {
    this.#cancel();
  }

  /** False when it failed, or when a later check has taken over. */
  async #checkLater(): Promise<boolean> {
    const { signal } = this.#current;
    const text = this.#input.value;
    this.#input.busy = true;
    const verdict = await this.#options.checkLater?.(text, signal);
    if (signal.aborted) {
      return false;
    }
    this.#input.busy = false;
    this.#show(verdict ?? this.#options.check(text, false));
    return verdict?.severity !== 'error';
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#current.abort();
    this.#current = new AbortController();
    this.#input.busy = false;
  }

  #show(verdict: TextVerdict): void {
    this.#input.validationMessage = verdict && { message: verdict.message, severity: severities[verdict.severity] };
  }
}

const severities = {
  error: InputBoxValidationSeverity.Error,
  warning: InputBoxValidationSeverity.Warning,
  info: InputBoxValidationSeverity.Info,
};

async function replaceValue(input: InputBox, options: TextOptions, checks: TextChecks): Promise<void> {
  const better = await options.laterValue;
  if (better !== undefined && better !== options.value && input.value === options.value) {
    input.value = better;
    input.valueSelection = [0, better.length];
    checks.changed();
  }
}

async function itemsOf<Item extends QuickPickItem>(
  input: QuickPick<Item>,
  { items, signal }: PickOptions<Item>,
): Promise<readonly Item[]> {
  if (!(items instanceof Promise)) {
    return items;
  }
  input.busy = true;
  input.enabled = false;
  if (!signal.aborted) {
    input.show();
  }
  try {
    return await items;
  } catch (error) {
    input.dispose();
    throw error;
  } finally {
    input.busy = false;
    input.enabled = true;
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
