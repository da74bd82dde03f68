import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarStyleRule, strTag } from 'js-yaml';
import type { JsonValue } from '../model/json';

/** A value as YAML that YAML 1.2 and 1.1 read as the same: a text that either takes for something else is quoted. */
export function asYaml(value: JsonValue): string {
  return dump(value, { noRefs: true, lineWidth: -1, quoteStyle: 'double', scalarStyleRules });
}

/** js-yaml asks its own readers, to which `123e456` and `0_8` are no numbers. To others they are. */
const quoteLikeNumber: ScalarStyleRule = layout => {
  if (layout.node.tag === strTag.tagName && /^[-+.\d_eE]+$/.test(layout.node.value)) {
    layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  }
};

const scalarStyleRules: readonly ScalarStyleRule[] = [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteLikeNumber];
