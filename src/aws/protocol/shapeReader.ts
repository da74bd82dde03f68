import type { NormalizedSchema } from '@smithy/core/schema';
import { UnusualXml, type XmlScanner } from './xmlScanner';

/** The members of some structures that are wanted, by the structure's name. Of all others every member is. */
export type WantedMembers = Readonly<Record<string, ReadonlySet<string>>>;

export interface HowToRead {
  /** Makes a value that is neither structure nor list of its element's text. */
  readonly text: (schema: NormalizedSchema, text: string) => unknown;
  readonly wanted?: WantedMembers;
}

/** Reads elements of one name and schema. */
export interface ShapeReader {
  readonly name: string;
  readonly openingTag: string;
  /** Reads the rest of an element whose opening tag was passed. */
  read(xml: XmlScanner): unknown;
  /** The value of an element that holds nothing. */
  readEmpty(): unknown;
}

/** A reader made of the SDK's schema and nothing else. Its values are equal to those that the SDK's own reader gives. */
export function shapeReader(schema: NormalizedSchema, name: string, how: HowToRead): ShapeReader {
  if (schema.isListSchema() && !schema.getMergedTraits().xmlFlattened) {
    return new ListReader(schema, name, how);
  }
  if (schema.isStructSchema() && !schema.isUnionSchema()) {
    return new StructureReader(schema, name, how);
  }
  return new TextReader(name, textReader(schema, how.text));
}

/** Nine of ten values are of these kinds, and looking at the schema each time takes longer than reading them. */
function textReader(schema: NormalizedSchema, readText: HowToRead['text']): (text: string) => unknown {
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType === undefined) {
    return text => text;
  }
  if (schema.isBooleanSchema()) {
    return text => text.toLowerCase() === 'true';
  }
  if (schema.isNumericSchema()) {
    return Number;
  }
  return schema.isTimestampSchema()
    ? text => usualTime(text) ?? readText(schema, text)
    : text => readText(schema, text);
}

/** `2026-11-22T14:03:11Z`, with or without three digits of a second; undefined for any other form. */
function usualTime(text: string): Date | undefined {
  const iso = text.length === 20 ? `${text.slice(0, 19)}.000${text.slice(19)}` : text;
  const time = iso.length === 24 && iso.charCodeAt(19) === FULL_STOP ? new Date(iso) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString() === iso ? time : undefined;
}

const FULL_STOP = 46;

class TextReader implements ShapeReader {
  readonly openingTag: string;
  readonly #closingTag: string;
  readonly #toValue: (text: string) => unknown;

  constructor(
    readonly name: string,
    toValue: (text: string) => unknown,
  ) {
    this.openingTag = `<${name}>`;
    this.#closingTag = `</${name}>`;
    this.#toValue = toValue;
  }

  read(xml: XmlScanner): unknown {
    return this.#toValue(xml.text(this.#closingTag));
  }

  readEmpty(): unknown {
    return this.#toValue('');
  }
}

/** Passes over an element that nobody wants. */
class NoReader implements ShapeReader {
  readonly openingTag: string;
  readonly #closingTag: string;

  constructor(readonly name: string) {
    this.openingTag = `<${name}>`;
    this.#closingTag = `</${name}>`;
  }

  read(xml: XmlScanner): unknown {
    xml.skipRest(this.#closingTag);
    return ABSENT;
  }

  readEmpty(): unknown {
    return ABSENT;
  }
}

/** What a list and a structure have in common: elements in an element. */
class Children {
  readonly #readers: readonly ShapeReader[];
  readonly #closingTag: string;
  readonly #indexes: ReadonlyMap<string, number>;
  /** Which child came after each one last time (at the end: which came first). Guessing right saves a look at its name. */
  readonly #next: (number | undefined)[];

  constructor(readers: readonly ShapeReader[], parent: string) {
    this.#readers = readers;
    this.#closingTag = `</${parent}>`;
    this.#indexes = new Map(readers.map((reader, index) => [reader.name, index]));
    this.#next = readers.map((_, index) => index);
    if (this.#indexes.size < readers.length) {
      throw new UnusualXml();
    }
  }

  /** Reads up to and with the closing tag; those that the schema does not know are passed over. */
  read(xml: XmlScanner, take: (index: number, value: unknown) => void): void {
    let last = this.#readers.length;
    for (;;) {
      xml.passIndentation();
      const guess = this.#next[last];
      const guessed = guess === undefined ? undefined : this.#readers[guess];
      if (guess !== undefined && guessed !== undefined && xml.tryPass(guessed.openingTag)) {
        take(guess, guessed.read(xml));
        last = guess;
        continue;
      }
      const opened = xml.open();
      if (opened === undefined) {
        xml.pass(this.#closingTag);
        return;
      }
      const index = this.#readOther(xml, opened, take);
      if (index !== undefined) {
        this.#next[last] = index;
        last = index;
      }
    }
  }

  #readOther(xml: XmlScanner, opened: string, take: (index: number, value: unknown) => void): number | undefined {
    const isEmpty = opened.endsWith('/');
    const index = this.#indexes.get(isEmpty ? opened.slice(0, -1) : opened);
    const reader = index === undefined ? undefined : this.#readers[index];
    if (index === undefined || reader === undefined) {
      xml.skip(opened);
      return undefined;
    }
    take(index, isEmpty ? reader.readEmpty() : reader.read(xml));
    return index;
  }
}

class ListReader implements ShapeReader {
  readonly openingTag: string;
  readonly #children: () => Children;

  constructor(
    schema: NormalizedSchema,
    readonly name: string,
    how: HowToRead,
  ) {
    this.openingTag = `<${name}>`;
    this.#children = once(() => {
      const item = schema.getValueSchema();
      return new Children([shapeReader(item, item.getMergedTraits().xmlName ?? 'member', how)], name);
    });
  }

  read(xml: XmlScanner): unknown[] {
    const items: unknown[] = [];
    this.#children().read(xml, (_, item) => {
      items.push(item);
    });
    return items;
  }

  readEmpty(): unknown[] {
    return [];
  }
}

class StructureReader implements ShapeReader {
  readonly openingTag: string;
  readonly #members: readonly string[];
  readonly #children: () => Children;

  constructor(
    schema: NormalizedSchema,
    readonly name: string,
    how: HowToRead,
  ) {
    this.openingTag = `<${name}>`;
    const members = [...schema.structIterator()];
    const wanted = how.wanted?.[schema.getName() ?? ''];
    this.#members = members.map(([member]) => member);
    // Not before it is needed: a structure may hold itself.
    this.#children = once(() => {
      const readers = members.map(([member, of]) => {
        const element = elementOf(member, of);
        return wanted === undefined || wanted.has(member) ? shapeReader(of, element, how) : new NoReader(element);
      });
      return new Children(readers, name);
    });
  }

  /** The members stand in the schema's order, as the SDK's own reader has them. An element twice is not for this one. */
  read(xml: XmlScanner): Record<string, unknown> {
    const members = this.#members;
    const values: unknown[] = members.map(() => ABSENT);
    this.#children().read(xml, (index, value) => {
      if (values[index] !== ABSENT) {
        throw new UnusualXml();
      }
      values[index] = value;
    });
    const structure: Record<string, unknown> = {};
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== ABSENT) {
        structure[members[i] ?? ''] = values[i];
      }
    }
    return structure;
  }

  readEmpty(): Record<string, unknown> {
    return {};
  }
}

const ABSENT = Symbol('absent');

/** The name of a member's element. */
function elementOf(member: string, schema: NormalizedSchema): string {
  if (schema.getMergedTraits().httpPayload) {
    throw new UnusualXml();
  }
  return schema.getMemberTraits().xmlName ?? member;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
