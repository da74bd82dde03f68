/** Splits a command line as botocore does: by the rules of a POSIX shell, or by those of Windows programs. */
export function commandWords(text: string, platform = process.platform): readonly string[] | undefined {
  return platform === 'win32' ? windowsWords(text) : shellWords(text);
}

/**
 * Splits as a POSIX shell (and Python's `shlex.split`) would: quotes group, a backslash takes the next character as it
 * is. Undefined where a quote is not closed or nothing follows a backslash.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let rest = text;
  while (rest !== '') {
    const token = TOKEN.exec(rest);
    if (!token) {
      return undefined;
    }
    rest = rest.slice(token[0].length);
    const piece = pieceOf(token);
    if (piece !== undefined) {
      word = (word ?? '') + piece;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** White space, '…', "…", an escaped character, or plain ones. */
const TOKEN = /^(?:[ \t\r\n]+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^ \t\r\n'"\\]+))/;

function pieceOf([, single, double, escaped, plain]: RegExpExecArray): string | undefined {
  return single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain;
}

/**
 * Splits as the C runtime of Windows does: only double quotes group, and backslashes escape only where they stand before
 * a double quote. Undefined where a quote is not closed.
 */
function windowsWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [piece, slashes = '', quote] of text.matchAll(/(\\*)(")|[ \t]|[^\\" \t]+|\\+/g)) {
    const isEscaped = slashes.length % 2 === 1;
    if (quote !== undefined && !isEscaped) {
      isQuoted = !isQuoted;
    }
    if (isQuoted || !/^[ \t]$/.test(piece)) {
      word = `${word ?? ''}${quote === undefined ? piece : unescaped(slashes, isEscaped)}`;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (isQuoted) {
    return undefined;
  }
  return word === undefined ? words : [...words, word];
}

function unescaped(slashes: string, isQuote: boolean): string {
  return slashes.slice(0, slashes.length >> 1) + (isQuote ? '"' : '');
}
