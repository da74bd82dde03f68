import type { Locator, Page } from 'playwright-core';
import { textOf } from './textOf';

export interface Notification {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly buttons: readonly string[];
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** The notifications at the lower right. */
export class Notifications {
  private readonly toasts: Locator;
  /** Where VS Code keeps what it shows as a toast for some seconds only. */
  private readonly center: Locator;

  constructor(private readonly page: Page) {
    this.toasts = page.locator('.notifications-toasts .notification-list-item');
    this.center = page.locator('.notifications-center.visible .notification-list-item');
  }

  all(): Promise<readonly Notification[]> {
    return this.toasts.evaluateAll(toasts =>
      toasts.map(toast => ({
        message: toast.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
        severity: toast.querySelector('.codicon-error')
          ? 'error'
          : toast.querySelector('.codicon-warning')
            ? 'warning'
            : 'info',
        buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
          button => button.textContent?.trim() ?? '',
        ),
      })),
    );
  }

  /** Waits for the notification whose message contains or matches something, and returns its message. */
  async waitFor(text: string | RegExp): Promise<string> {
    return textOf(this.toast(text).locator('.notification-list-item-message'));
  }

  isThere(text: string | RegExp): Promise<boolean> {
    return this.toast(text).isVisible();
  }

  async waitUntilGone(text: string | RegExp): Promise<void> {
    await this.toast(text).waitFor({ state: 'detached' });
  }

  /** Presses a button of a notification, in the notification center where its toast has gone already. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const toast = this.toast(text).getByRole('button', { name: button, exact: true });
    const isPressed = (await toast.isVisible()) && (await toast.click({ timeout: 5_000 }).then(yes, no));
    if (!isPressed) {
      await this.page.locator('[id="status.notifications"]').click();
      await this.withMessage(this.center, text).getByRole('button', { name: button, exact: true }).click();
    }
  }

  async dismiss(text: string | RegExp): Promise<void> {
    await this.toast(text).hover();
    await this.toast(text).locator('.codicon-notifications-clear').click();
    await this.waitUntilGone(text);
  }

  private toast(text: string | RegExp): Locator {
    return this.withMessage(this.toasts, text);
  }

  private withMessage(items: Locator, text: string | RegExp): Locator {
    return items.filter({ has: this.page.locator('.notification-list-item-message', { hasText: text }) }).first();
  }
}
