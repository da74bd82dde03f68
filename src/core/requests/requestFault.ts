import type { IdentifierFault } from '../model/identifier';
import type { RetentionFault } from '../model/retention';
import type { RequestMember, TextMember } from './requestMembers';

/** A stretch of a text, in UTF-16 units. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What stands where something else should. `exponent`: a whole number, but written as 1e2. */
export type FoundKind = 'object' | 'array' | 'text' | 'number' | 'decimal' | 'exponent' | 'boolean' | 'null';

export type SyntaxFault = 'comment' | 'trailingComma' | 'unclosed' | 'escape' | 'control' | 'afterEnd' | 'other';

/** A rule that a request breaks, or something worth knowing about it. */
export type RequestFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'syntax'; readonly fault: SyntaxFault }
  | { readonly kind: 'notObject'; readonly found: FoundKind }
  | { readonly kind: 'repeatedMember'; readonly member: string }
  | { readonly kind: 'unknownMember'; readonly member: string; readonly meant?: RequestMember }
  | { readonly kind: 'missingMember'; readonly member: RequestMember }
  | { readonly kind: 'notText'; readonly member: TextMember; readonly found: FoundKind }
  | { readonly kind: 'notWholeNumber'; readonly member: RequestMember; readonly found: FoundKind }
  | { readonly kind: 'blank'; readonly member: TextMember }
  | { readonly kind: 'padded'; readonly member: TextMember }
  | { readonly kind: 'identifier'; readonly fault: IdentifierFault }
  | { readonly kind: 'retention'; readonly fault: RetentionFault }
  /** No fault: the name is sent in lower case. */
  | { readonly kind: 'lowerCased'; readonly sent: string };

export interface RequestFinding {
  readonly fault: RequestFault;
  readonly place: Place;
}

/** Whether the request can be sent all the same. */
export function isHarmless({ fault }: RequestFinding): boolean {
  return fault.kind === 'lowerCased';
}

/**
 * Whether VS Code's JSON service, with media/copy-request.schema.json, says it as well at the same place: then it is not
 * said twice. A test holds this against the service itself.
 */
export function isSaidByJsonService({ kind, ...fault }: RequestFault): boolean {
  switch (kind) {
    case 'empty':
    case 'lowerCased':
      return false;
    case 'notWholeNumber':
      // It takes 1e2 for a whole number, the AWS CLI does not.
      return !('found' in fault && fault.found === 'exponent');
    default:
      return true;
  }
}
