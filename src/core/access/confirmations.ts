/** What has to be confirmed by hand before something is changed; see package.json. */
export const confirmChanges = ['protected', 'summary', 'always', 'none'] as const;

export type ConfirmChanges = (typeof confirmChanges)[number];

/** What the user wants to be asked before something is changed. */
export interface Confirmations {
  readonly summary: boolean;
  readonly typing: boolean;
}

export function confirmationsFor(setting: ConfirmChanges, isProtected: boolean): Confirmations {
  return {
    summary: setting === 'summary' || setting === 'always' || (setting === 'protected' && isProtected),
    typing: setting === 'always' || isProtected,
  };
}

/** The setting, or what the deprecated one for copies stands for where it is not set. */
export function confirmChangesOf(changes: unknown, copy: unknown): ConfirmChanges {
  const known = (value: unknown): ConfirmChanges | undefined => confirmChanges.find(name => name === value);
  return known(changes) ?? (copy === 'auto' ? 'protected' : (known(copy) ?? 'protected'));
}

/** What has to be typed: the name of the cluster; for several of them, or where it is not known, how many and in whose account. */
export function confirmingWord(clusters: readonly string[], number: number, account: string): string {
  const [only = '', ...others] = new Set(clusters);
  return others.length === 0 && only !== '' ? only : `${number} ${account}`;
}
