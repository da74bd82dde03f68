import { type Disposable, type InputBox, InputBoxValidationSeverity } from 'vscode';
import { setValidation } from '../vscode/window';

export type TextVerdict = { readonly severity: 'error' | 'warning' | 'info'; readonly message: string } | undefined;

export interface TextRules {
  /**
   * What to say about the text at once; an error keeps it from being accepted. `final` when it is to be accepted: an
   * empty box that nobody has typed into is no mistake before that.
   */
  readonly check: (text: string, final: boolean) => TextVerdict;
  /** Asked when the first check has passed and nothing was typed for a moment; and again, at last, when it is accepted. */
  readonly checkLater?: (text: string, signal: AbortSignal) => Promise<TextVerdict>;
}

/** ms without a key after which a text is checked against the service. */
const pauseBeforeCheck = 250;

/** Runs the checks of one text box: at once, after a pause, and before accepting. The latest check wins. */
export class TextChecks implements Disposable {
  readonly #input: InputBox;
  readonly #rules: TextRules;
  #current = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(input: InputBox, rules: TextRules) {
    this.#input = input;
    this.#rules = rules;
  }

  changed(): void {
    this.#cancel();
    const verdict = this.#rules.check(this.#input.value, false);
    this.#show(verdict);
    if (verdict?.severity !== 'error' && this.#rules.checkLater !== undefined) {
      this.#timer = setTimeout(() => void this.#checkLater(), pauseBeforeCheck);
    }
  }

  /** True when the text as it is now may be accepted. */
  async passed(): Promise<boolean> {
    this.#cancel();
    const verdict = this.#rules.check(this.#input.value, true);
    this.#show(verdict);
    if (verdict?.severity === 'error') {
      return false;
    }
    return this.#rules.checkLater === undefined || (await this.#checkLater());
  }

  dispose(): void {
    this.#cancel();
  }

  /** False when it failed, or when a later check has taken over. */
  async #checkLater(): Promise<boolean> {
    const { signal } = this.#current;
    const text = this.#input.value;
    this.#input.busy = true;
    const verdict = await this.#rules.checkLater?.(text, signal);
    if (signal.aborted) {
      return false;
    }
    this.#input.busy = false;
    this.#show(verdict ?? this.#rules.check(text, false));
    return verdict?.severity !== 'error';
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#current.abort();
    this.#current = new AbortController();
    this.#input.busy = false;
  }

  #show(verdict: TextVerdict): void {
    setValidation(this.#input, verdict && { message: verdict.message, severity: severities[verdict.severity] });
  }
}

const severities = {
  error: InputBoxValidationSeverity.Error,
  warning: InputBoxValidationSeverity.Warning,
  info: InputBoxValidationSeverity.Info,
};
