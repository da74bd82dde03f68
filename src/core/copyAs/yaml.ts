import { dump } from 'js-yaml';
import type { JsonValue } from '../json';

/** A value as YAML that YAML 1.2 and 1.1 read as the same: a text that either takes for something else is quoted. */
export function asYaml(value: JsonValue): string {
  return dump(value, { noRefs: true, lineWidth: -1, quoteStyle: 'double' });
}
