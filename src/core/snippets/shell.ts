/** How a shell writes an argument, and how it goes on in the next line. */
export interface Shell {
  readonly quote: (text: string) => string;
  readonly lineEnd: string;
}

/** What no shell reads as anything but itself. */
const plain = /^[A-Za-z0-9_./:@%+,-]+$/;

/** Bash (and zsh): `'…'`, or `$'…'` where a control character would act on the terminal that it is pasted into. */
export const bash: Shell = {
  quote: text => {
    if (/\p{Cc}/u.test(text)) {
      return `$'${text.replace(/['\\]|\p{Cc}/gu, bashEscape)}'`;
    }
    return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  },
  lineEnd: ' \\',
};

/**
 * PowerShell 7.3 or newer (before, it lost the double quotes of an argument on its way to a program): `'…'`, or `"…"` where
 * there is a control character. A typographic quote ends a text as a straight one does; a comma or an @ would mean something.
 */
export const powerShell: Shell = {
  quote: text => {
    if (/\p{Cc}/u.test(text)) {
      return `"${text.replace(/["“”„$`]|\p{Cc}/gu, powerShellEscape)}"`;
    }
    return /^[A-Za-z0-9_./:+-]+$/.test(text) ? text : `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  },
  lineEnd: ' `',
};

/** NUL, which no argument can hold, is left out. */
function powerShellEscape(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0) {
    return '';
  }
  return /\p{Cc}/u.test(character) ? `\`u{${code.toString(16)}}` : `\`${character}`;
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
      const code = character.charCodeAt(0);
      return code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
    }
  }
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
