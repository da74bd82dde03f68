import { checkTargetIdentifier, type IdentifierFault } from '../../model/identifier';
import type { Snapshot } from '../../model/snapshot';
import { expandTemplate, type Template } from './template';

/** Why a name cannot be given. */
export type NameFault =
  | { readonly kind: 'identifier'; readonly fault: IdentifierFault }
  /** A manual snapshot of the account has it. */
  | { readonly kind: 'taken' }
  /** Another one of the same plan has it. */
  | { readonly kind: 'twice' };

/** One new snapshot of several: what it is made of, its name, and what is wrong with the name. */
export interface PlannedName {
  readonly source: Snapshot;
  /** In the lower-case form that is sent, unless it is no valid name. */
  readonly target: string;
  readonly fault?: NameFault;
}

/** The names that a template gives these snapshots, in their order. Names are compared ignoring case. */
export function planNames(
  template: Template,
  sources: readonly Snapshot[],
  isTaken: (name: string) => boolean,
): readonly PlannedName[] {
  const named = sources.map((source, index) => {
    const text = expandTemplate(template, source, { number: index + 1, of: sources.length });
    return { source, text, checked: checkTargetIdentifier(text) };
  });
  const counts = new Map<string, number>();
  for (const { checked } of named) {
    if (checked.ok) {
      counts.set(checked.value, (counts.get(checked.value) ?? 0) + 1);
    }
  }
  return named.map(({ source, text, checked }): PlannedName => {
    if (!checked.ok) {
      return { source, target: text, fault: { kind: 'identifier', fault: checked.reason } };
    }
    const target = checked.value;
    if ((counts.get(target) ?? 0) > 1) {
      return { source, target, fault: { kind: 'twice' } };
    }
    return isTaken(target) ? { source, target, fault: { kind: 'taken' } } : { source, target };
  });
}
