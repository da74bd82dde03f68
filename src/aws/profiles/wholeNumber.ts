/** The whole number that Python's `int()`, with which the AWS CLI reads numbers, takes a text for; undefined where it refuses. */
export function wholeNumber(text: string): number | undefined {
  const [, sign, digits = ''] = /^([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)$/u.exec(text.trim()) ?? [];
  return sign === undefined ? undefined : Number(sign + [...digits.replaceAll('_', '')].map(digitOf).join(''));
}

/** Of whatever script: Unicode has its digits in runs of ten that begin with a zero. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
    zero -= 1;
  }
  return (code - zero) % 10;
}
