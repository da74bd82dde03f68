import { withoutUnseen } from '../model/unseen';

/** How a shell writes an argument, and how it goes on in the next line. */
export interface Shell {
  readonly quote: (text: string) => string;
  readonly lineEnd: string;
}

/** What no shell reads as anything but itself. */
const plain = /^[A-Za-z0-9_./:@%+,-]+$/;

/** Bash (and zsh): `'…'`, or `$'…'` where a character would act on the terminal that it is pasted into, or not be seen there. */
export const bash: Shell = {
  quote: text => {
    if (hasHidden(text)) {
      return `$'${withoutUnseen(text.replace(/['\\]|\p{Cc}/gu, bashEscape), bashEscape)}'`;
    }
    return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  },
  lineEnd: ' \\',
};

/**
 * PowerShell 7.3 or newer (before, it lost the double quotes of an argument on its way to a program): `'…'`, or `"…"` where
 * there is a control character, or one that is not seen. A typographic quote ends a text as a straight one does; a comma or an @ would mean something.
 */
export const powerShell: Shell = {
  quote: text => {
    if (hasHidden(text)) {
      return `"${withoutUnseen(text.replace(/["“”„$`]|\p{Cc}/gu, powerShellEscape), powerShellEscape)}"`;
    }
    return /^[A-Za-z0-9_./:+-]+$/.test(text) ? text : `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  },
  lineEnd: ' `',
};

function hasHidden(text: string): boolean {
  return /\p{Cc}/u.test(text) || withoutUnseen(text) !== text;
}

/** NUL, which no argument can hold, is left out. */
function powerShellEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) {
    return '';
  }
  return hasHidden(character) ? `\`u{${code.toString(16)}}` : `\`${character}`;
}

/** A character that bash cannot hold, NUL, is left out. */
function bashEscape(character: string): string {
  switch (character) {
    case "'":
    case '\\':
      return `\\${character}`;
    case '\n':
      return '\\n';
    case '\0':
      return '';
    default: {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    }
  }
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
