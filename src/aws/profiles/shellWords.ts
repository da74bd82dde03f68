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
