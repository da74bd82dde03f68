import { Document, visit } from 'yaml';
import type { JsonValue } from '../json';

/** A value as YAML that YAML 1.2 and 1.1 read as the same: a text that either takes for something else is quoted. */
export function asYaml(value: JsonValue): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar: (_key, scalar) => {
      // Types of YAML 1.1 that the library does not know.
      if (scalar.value === '=' || scalar.value === '<<') {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
