// The only file that hands text to the places of VS Code that make links of `[text](target)` or icons of `$(name)`, some
// of which run commands, and to the rows of trees. Here it becomes plain, wherever it comes from; a test asserts that no other file does it.
import {
  type CancellationToken,
  type InputBox,
  type InputBoxValidationMessage,
  type MessageItem,
  type Progress,
  ProgressLocation,
  type QuickPick,
  type QuickPickItem,
  type StatusBarItem,
  type TreeItem,
  window,
} from 'vscode';
import { plainLines, plainText, shortLine } from '../text/plain';

export function showInformation(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(plainText(message), ...buttons);
}

export function showWarning(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(plainText(message), ...buttons);
}

export function showError<Button extends MessageItem>(
  message: string,
  ...buttons: readonly Button[]
): Thenable<Button | undefined> {
  return window.showErrorMessage(plainText(message), ...buttons);
}

/** Asks in a modal dialog whether to do what the button says. */
export async function confirm(question: string, detail: readonly string[], button: string): Promise<boolean> {
  const options = { modal: true, detail: plainLines(detail) };
  return (await window.showWarningMessage(plainText(question), options, button)) === button;
}

export interface ProgressStep {
  readonly message?: string;
  readonly increment?: number;
}

export type ReportProgress = Progress<ProgressStep>;

/** A notification that can be cancelled, for as long as the task runs. */
export function showProgress<Value>(
  title: string,
  task: (progress: ReportProgress, token: CancellationToken) => Thenable<Value>,
): Thenable<Value> {
  const options = { location: ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return window.withProgress(options, (progress, token) => task(plainProgress(progress), token));
}

/** The same for what nobody can cancel here. */
export function showRunning<Value>(
  title: string,
  task: (progress: ReportProgress) => Thenable<Value>,
): Thenable<Value> {
  const options = { location: ProgressLocation.Notification, title: plainText(title) };
  return window.withProgress(options, progress => task(plainProgress(progress)));
}

/** At the top of a view, for as long as the task runs. */
export function showViewProgress(viewId: string, task: () => Thenable<unknown>): Thenable<unknown> {
  return window.withProgress({ location: { viewId } }, task);
}

function plainProgress(progress: ReportProgress): ReportProgress {
  return {
    report: step => progress.report(step.message === undefined ? step : { ...step, message: plainText(step.message) }),
  };
}

/** In the status bar, for so many ms. */
export function showStatus(text: string, milliseconds: number, icon?: string): void {
  window.setStatusBarMessage(withIcon(text, icon), milliseconds);
}

export interface StatusText {
  readonly text: string;
  readonly icon: string;
  readonly lastIcons?: readonly string[];
}

export function setStatus(
  item: StatusBarItem,
  { text, icon, lastIcons = [] }: StatusText,
  tooltip: readonly string[],
): void {
  item.text = [withIcon(text, icon), ...lastIcons.map(last => `$(${last})`)].join(' ');
  item.tooltip = plainLines(tooltip);
}

export function createPick<Item extends QuickPickItem>(title: string, placeholder: string): QuickPick<Item> {
  const input = window.createQuickPick<Item>();
  input.title = plainText(title);
  input.placeholder = plainText(placeholder);
  return input;
}

/** Shows copies of these items; an icon is their `iconPath`. */
export function setItems<Item extends QuickPickItem>(input: QuickPick<Item>, items: readonly Item[]): void {
  input.items = items.map(item => ({
    ...item,
    label: plainText(item.label),
    ...(item.description !== undefined && { description: plainText(item.description) }),
    ...(item.detail !== undefined && { detail: plainText(item.detail) }),
  }));
}

export function createInput(title: string, prompt: string, placeholder = ''): InputBox {
  const input = window.createInputBox();
  input.title = plainText(title);
  input.prompt = plainText(prompt);
  input.placeholder = plainText(placeholder);
  return input;
}

export function setValidation(input: InputBox, validation: InputBoxValidationMessage | undefined): void {
  input.validationMessage = validation && { ...validation, message: plainText(validation.message) };
}

/** What a row shows as it is, and a screen reader says. Tooltips have lines of their own. */
export function plainRow(item: TreeItem): TreeItem {
  if (typeof item.label === 'string') {
    item.label = shortLine(item.label);
  }
  if (typeof item.description === 'string') {
    item.description = shortLine(item.description);
  }
  if (item.accessibilityInformation !== undefined) {
    item.accessibilityInformation = { label: shortLine(item.accessibilityInformation.label) };
  }
  return item;
}

function withIcon(text: string, icon: string | undefined): string {
  return icon === undefined ? plainText(text) : `$(${icon}) ${plainText(text)}`;
}
