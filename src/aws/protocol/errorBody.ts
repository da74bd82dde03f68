/** Characters of an error document that are looked at. */
const LONGEST = 20_000;

/**
 * An error document with nothing in it but what an error is made of, each as text: the SDK fails at elements within them, at
 * two of one name, and at names that every object has. Undefined for a document without a code.
 */
export function plainErrorBody(xml: string): string | undefined {
  const document = withoutCdata(xml.slice(0, LONGEST));
  const code = textOf(document, 'Code');
  const id = textOf(document, 'RequestId');
  const error = `<Error><Code>${code}</Code><Message>${textOf(document, '[Mm]essage')}</Message></Error>`;
  return code ? `<ErrorResponse>${error}${id && `<RequestId>${id}</RequestId>`}</ErrorResponse>` : undefined;
}

/** What stands in the first element of a name, without the tags in it; its entities stay as they are. */
function textOf(xml: string, name: string): string {
  const [, inside = ''] =
    new RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>(.*?)(?:</(?:\\w+:)?${name}>|$)`, 's').exec(xml) ?? [];
  return inside
    .replace(/<[^<>]*>/g, '')
    .replaceAll('<', '&lt;')
    .trim();
}

function withoutCdata(xml: string): string {
  return xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  );
}
