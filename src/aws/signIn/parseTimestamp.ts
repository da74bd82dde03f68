/** ISO 8601 with a time zone, whose separators may be missing. */
const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?\s*(?:(Z|UTC|GMT)|([+-]\d\d)(?::?(\d\d))?)$/i;
/** RFC 822, e.g. `Mon, 22 Nov 2027 12:00:00 GMT`. */
const RFC_822 = /^[a-z]{3}, \d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/i;

/**
 * A point in time as botocore understands it, which is more than `Date` does; in ms since the epoch. Undefined for other
 * text. A time without a zone is none: botocore refuses it, too.
 */
export function parseTimestamp(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const time = Date.parse(isoText(text) ?? (RFC_822.test(text) ? text : ''));
  return Number.isNaN(time) ? undefined : time;
}

function isoText(text: string): string | undefined {
  const match = ISO.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second = '00', fraction = '0', utc, hours, minutes = '00'] = match;
  const zone = utc === undefined ? `${hours}:${minutes}` : 'Z';
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}${zone}`;
}
