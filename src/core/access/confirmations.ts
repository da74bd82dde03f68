/** When a copy is summed up and confirmed; `auto`: in protected accounts. */
export type ConfirmCopy = 'auto' | 'summary' | 'none';

/** Where the name of the cluster has to be typed before it is changed. */
export type ConfirmChanges = 'protected' | 'always';

/** What the user wants to be asked before a copy is sent. */
export interface Confirmations {
  readonly summary: boolean;
  readonly typing: boolean;
}

export function confirmationsFor(
  { copy, changes }: { readonly copy: ConfirmCopy; readonly changes: ConfirmChanges },
  isProtected: boolean,
): Confirmations {
  return {
    summary: copy === 'summary' || (copy === 'auto' && isProtected),
    typing: changes === 'always' || isProtected,
  };
}

/** What has to be typed: the name of the cluster; for several of them, or where it is not known, how many copies are made and in whose account. */
export function confirmingWord(clusters: readonly string[], copies: number, account: string): string {
  const [only = '', ...others] = new Set(clusters);
  return others.length === 0 && only !== '' ? only : `${copies} ${account}`;
}
