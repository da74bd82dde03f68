import type { IdentifierFault } from '../model/identifier';
import type { RetentionFault } from '../model/retention';
import type { ValueFault } from '../operations/value';

/** A stretch of a text, in UTF-16 units. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/** What stands where something else should. `exponent`: a whole number, but written as 1e2. */
export type FoundKind = 'object' | 'array' | 'text' | 'number' | 'decimal' | 'exponent' | 'boolean' | 'null';

export type SyntaxFault = 'comment' | 'trailingComma' | 'unclosed' | 'escape' | 'control' | 'afterEnd' | 'other';

/** A rule that a request breaks, or something worth knowing about it. */
export type RequestFault =
  | { readonly kind: 'empty' | 'emptyList' }
  | { readonly kind: 'syntax'; readonly fault: SyntaxFault }
  | { readonly kind: 'notObject'; readonly found: FoundKind }
  | { readonly kind: 'repeatedMember'; readonly member: string }
  | { readonly kind: 'unknownMember'; readonly member: string; readonly meant?: string }
  | { readonly kind: 'missingMember'; readonly member: string }
  | { readonly kind: 'notText'; readonly member: string; readonly found: FoundKind }
  | { readonly kind: 'notWholeNumber'; readonly member: string; readonly found: FoundKind }
  | { readonly kind: 'blank'; readonly member: string; readonly required: boolean }
  | { readonly kind: 'padded'; readonly member: string }
  | { readonly kind: 'identifier'; readonly fault: IdentifierFault }
  | { readonly kind: 'retention'; readonly fault: RetentionFault }
  | { readonly kind: 'value'; readonly member: string; readonly fault: ValueFault }
  /** Another one of the list is about the same snapshot. */
  | { readonly kind: 'askedTwice'; readonly identifier: string }
  /** No fault: the name is sent in lower case. */
  | { readonly kind: 'lowerCased'; readonly sent: string };

export interface RequestFinding {
  readonly fault: RequestFault;
  readonly span: TextSpan;
}

/** Whether the request can be sent all the same. */
export function isHarmless({ fault }: RequestFinding): boolean {
  return fault.kind === 'lowerCased';
}

/**
 * Whether VS Code's JSON service says it as well, at the same place and as an error: then it is not said twice. The schema
 * lets it pass over comments and trailing commas, and holds no rule: those it would call warnings. A test holds this against
 * the service itself.
 */
export function isSaidByJsonService(fault: RequestFault): boolean {
  return fault.kind === 'syntax' && fault.fault !== 'comment' && fault.fault !== 'trailingComma';
}
