// Answers of the service as a property test makes them up: XML for a schema, as plain or as odd as is wished.
import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';

/** Asks for a random value; shrinks with the rest. */
export type Draw = fc.GeneratorValue;

/** What an answer may have besides elements, text, the five entities and indentation. */
export type Oddity = 'comment' | 'cdata' | 'instruction' | 'attribute' | 'prefix' | 'twice' | 'mixed' | 'reference';

export interface Style {
  /** Between tags, and never inside of text. */
  readonly indentation: string;
  /** Draws true where an oddity is to be. */
  readonly odd: (oddity: Oddity) => boolean;
}

/** `<XResponse><XResult>…</XResult><ResponseMetadata>…</ResponseMetadata></XResponse>` */
export function writeAnswer(draw: Draw, operation: string, output: NormalizedSchema, style: Style): string {
  const writer = new Writer(draw, style);
  const result = writer.element(`${operation}Result`, output);
  const parts = [result, '<ResponseMetadata><RequestId>made-up</RequestId></ResponseMetadata>'];
  const declaration = draw(fc.constantFrom, '', '<?xml version="1.0" encoding="UTF-8"?>\n');
  return `${declaration}<${operation}Response xmlns="urn:made-up">${writer.join(parts)}</${operation}Response>`;
}

class Writer {
  readonly #draw: Draw;
  readonly #style: Style;
  /** So many more elements; then they are empty, so that schemas that grow threefold with each level stay small. */
  #left = 300;

  constructor(draw: Draw, style: Style) {
    this.#draw = draw;
    this.#style = style;
  }

  element(name: string, schema: NormalizedSchema): string {
    const attributes = this.#odd('attribute') ? ` ${this.#draw(fc.constantFrom, 'a="&lt;1>"', "Status='x'", 'n')}` : '';
    const tag = this.#odd('prefix') ? `ns:${name}` : name;
    this.#left--;
    const content = this.#left < 0 ? '' : this.#content(schema);
    if (content === '' && this.#draw(fc.boolean)) {
      return `<${tag}${attributes}${this.#draw(fc.constantFrom, '', ' ')}/>`;
    }
    return `<${tag}${attributes}>${content}</${tag}>`;
  }

  /** Elements one after the other, with indentation where the style has any. */
  join(elements: readonly string[]): string {
    const gap = () =>
      this.#style.indentation + (this.#odd('mixed') ? this.#draw(fc.constantFrom, ' ', 'x', '&amp;') : '');
    return elements.length === 0 ? '' : elements.map(element => gap() + this.#misc() + element).join('') + gap();
  }

  #content(schema: NormalizedSchema): string {
    if (schema.isListSchema()) {
      const item = schema.getValueSchema();
      const name = item.getMergedTraits().xmlName ?? 'member';
      const count = this.#draw(fc.nat, { max: 3 });
      return this.join([...this.#strangers(), ...times(count, () => this.element(name, item))]);
    }
    if (schema.isStructSchema()) {
      return this.join(this.#members(schema));
    }
    return this.#text(schema);
  }

  #members(schema: NormalizedSchema): readonly string[] {
    const all = [...schema.structIterator()];
    const chosen = this.#draw(fc.boolean) ? all : this.#draw(() => fc.shuffledSubarray(all));
    const elements = chosen.flatMap(([name, of]) =>
      times(this.#odd('twice') ? 2 : 1, () => this.element(of.getMemberTraits().xmlName ?? name, of)),
    );
    return [...elements, ...this.#strangers()];
  }

  /** Elements that no schema knows. */
  #strangers(): readonly string[] {
    return this.#draw(
      fc.constantFrom,
      [],
      [],
      ['<Stranger>1 > 0 &amp; so</Stranger>'],
      ['<Stranger/>', '<Stranger><A><B/>\n</A><A>&lt;</A></Stranger>', '<constructor>x</constructor>'],
      this.#odd('prefix') ? ['<__proto__>x</__proto__>'] : [],
    );
  }

  #text(schema: NormalizedSchema): string {
    const text = this.#draw(() => textOf(schema));
    const escaped = text.replace(/[&<>"']/g, found => ENTITIES[found] ?? found);
    const reference = this.#odd('reference') ? this.#draw(fc.constantFrom, '&#10;', '&#x1F600;', '&nbsp;', '& ') : '';
    return this.#misc() + (this.#odd('cdata') ? `<![CDATA[${text.replaceAll(']]>', '')}]]>` : escaped) + reference;
  }

  #misc(): string {
    const comment = this.#odd('comment') ? '<!-- <Status>no</Status> -->' : '';
    return comment + (this.#odd('instruction') ? '<?target data?>' : '');
  }

  #odd(oddity: Oddity): boolean {
    return this.#style.odd(oddity);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function textOf(schema: NormalizedSchema): fc.Arbitrary<string> {
  if (schema.isTimestampSchema()) {
    const instant = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const exact = instant.map(date => date.toISOString());
    return fc.oneof(
      exact,
      exact.map(text => text.replace(/\.\d+/, '')),
      exact.map(text => text.replace('Z', '+05:30')),
      exact.map(text => text.replace(/Z$/, '999Z')),
    );
  }
  if (schema.isNumericSchema()) {
    return fc.oneof(fc.integer().map(String), fc.double().map(String), fc.constantFrom('', ' 5 ', '0x10', 'many'));
  }
  if (schema.isBooleanSchema()) {
    return fc.constantFrom('true', 'false', 'True', 'FALSE', '1', '');
  }
  const words = fc.constantFrom(
    'available',
    'rs:alpha-1',
    '',
    ' ',
    '\n',
    ' \n\t',
    '\u00a0\n',
    ' a \n',
    'Zürich 🚀',
    '\r\n',
  );
  return fc.oneof(words, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
