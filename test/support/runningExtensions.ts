import type { Workbench } from './workbench';

/** So that newer versions list them as an editor, not above the others, where no command is at hand. */
export const inEditor = { 'workbench.editor.useModal': 'off' } as const;

/** The rows of "Developer: Show Running Extensions", by name, once an extension is among them. */
export async function runningExtensions(workbench: Workbench, name: string): Promise<ReadonlyMap<string, string>> {
  const { page } = workbench;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  // High enough for all rows.
  await page.setViewportSize({ ...size, height: 2400 });
  await workbench.runCommand('Developer: Show Running Extensions');
  const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
  await rows.filter({ hasText: name }).filter({ hasText: /\d+ms/ }).waitFor();
  await workbench.screenshot(`running extensions ${name}`);
  const texts = await rows.allInnerTexts();
  await workbench.runCommand('View: Close Editor');
  await rows.first().waitFor({ state: 'detached' });
  await page.setViewportSize(size);
  return new Map(texts.map(text => [text.trim().split('\n')[0] ?? '', text.trim().replace(/\s+/g, ' ')]));
}
