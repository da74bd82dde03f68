import { ServiceError } from './serviceError';

/** The body of an awsquery request: `application/x-www-form-urlencoded`, every value a string. */
export type Form = ReadonlyMap<string, string>;

/** Reads a form. Throws MalformedQueryString for bytes that are no form. */
export function parseForm(body: string): Form {
  const form = new Map<string, string>();
  for (const pair of body.split('&')) {
    if (pair !== '') {
      const at = pair.indexOf('=');
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      form.set(decode(key), decode(value));
    }
  }
  return form;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ServiceError('MalformedQueryString', 404, 'The query string contains a syntax error');
  }
}
