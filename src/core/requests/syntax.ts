import { createScanner, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { isSaidByJsonService, type RequestFinding, type SyntaxFault } from './requestFault';

/** Every comment and trailing comma, and the first of the other errors: those that follow come of it. */
export function syntaxFindings(text: string, errors: readonly ParseError[]): RequestFinding[] {
  const commas = trailingCommas(text);
  const findings = errors
    .filter(({ offset }) => !commas.has(offset))
    .map(({ error, offset, length }): RequestFinding => {
      const span = { offset, length: Math.max(length, offset < text.length ? 1 : 0) };
      return { fault: { kind: 'syntax', fault: syntaxFault(error) }, span };
    });
  const first = findings.find(({ fault }) => isSaidByJsonService(fault));
  return [
    ...findings.filter(finding => finding === first || !isSaidByJsonService(finding.fault)),
    ...[...commas.values()].map(
      (offset): RequestFinding => ({ fault: { kind: 'syntax', fault: 'trailingComma' }, span: { offset, length: 1 } }),
    ),
  ];
}

/** By the place of the bracket that follows. */
function trailingCommas(text: string): ReadonlyMap<number, number> {
  const scanner = createScanner(text, true);
  const found = new Map<number, number>();
  let before = -1;
  let offset = 0;
  // Not by the token's length: that of the end is no 0 behind a comment that does not end.
  while (offset < text.length) {
    scanner.scan();
    offset = scanner.getTokenOffset();
    if (text.charAt(before) === ',' && /[}\]]/.test(text.charAt(offset))) {
      found.set(offset, before);
    }
    before = offset;
  }
  return found;
}

function syntaxFault(error: number): SyntaxFault {
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'comment';
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
    case 'UnexpectedEndOfString':
      return 'unclosed';
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return 'escape';
    case 'InvalidCharacter':
      return 'control';
    case 'EndOfFileExpected':
      return 'afterEnd';
    default:
      return 'other';
  }
}
