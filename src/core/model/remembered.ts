type Plain = string | number | boolean;

/** Values remembered at most; more than thousands of rows say. */
const most = 5_000;

/**
 * Makes the value for the same arguments once only: for what takes long to make and is wanted thousands of times, such as
 * a text in the user's language. When there are too many, all are forgotten.
 */
export function remembered<Given extends readonly Plain[], Value>(
  make: (...given: Given) => Value,
): (...given: Given) => Value {
  const known = new Map<string, Value>();
  return (...given) => {
    const key = given.join('\n');
    const before = known.get(key);
    if (before !== undefined) {
      return before;
    }
    if (known.size >= most) {
      known.clear();
    }
    const value = make(...given);
    known.set(key, value);
    return value;
  };
}
