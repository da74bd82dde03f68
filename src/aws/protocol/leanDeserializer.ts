import type { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { toUtf8 } from '@smithy/core/serde';
import type { Schema } from '@smithy/types';
import { type ShapeReader, shapeReader, type WantedMembers } from './shapeReader';
import { TolerantDeserializer } from './tolerantDeserializer';
import { UnusualXml, XmlScanner } from './xmlScanner';

/**
 * A shorter way for plain answers. What that way does not understand, and what it fails at, is read from the same bytes
 * with the SDK's own parser, so that values and errors are the same in every case. Where only some members
 * are wanted, the others may be absent, and are not looked at.
 */
export class LeanDeserializer extends TolerantDeserializer {
  readonly #readers = new Map<string, ShapeReader>();
  readonly #wanted: WantedMembers;

  constructor(settings: XmlShapeDeserializer['settings'], wanted: WantedMembers = {}) {
    super(settings);
    this.#wanted = wanted;
  }

  override read(schema: Schema, bytes: Uint8Array | string, key?: string): unknown {
    if (key !== undefined) {
      try {
        return this.#readPlain(NormalizedSchema.of(schema), bytes, key);
      } catch {
        // Whatever it is, the SDK's own way says it better.
      }
    }
    return super.read(schema, bytes, key);
  }

  /** `<XResponse><XResult>…</XResult>…</XResponse>`, where `key` is `XResult`. */
  #readPlain(schema: NormalizedSchema, bytes: Uint8Array | string, key: string): unknown {
    const root = key.replace(/Result$/, 'Response');
    const xml = new XmlScanner((this.serdeContext?.utf8Encoder ?? toUtf8)(bytes));
    xml.openRoot(root);
    let result: unknown;
    for (let opened = xml.open(); opened !== undefined; opened = xml.open()) {
      const isEmpty = opened === `${key}/`;
      if (!isEmpty && opened !== key) {
        xml.skip(opened);
      } else if (result === undefined) {
        const reader = this.#readerOf(schema, key);
        result = isEmpty ? reader.readEmpty() : reader.read(xml);
      } else {
        throw new UnusualXml();
      }
    }
    xml.pass(`</${root}>`);
    return result;
  }

  #readerOf(schema: NormalizedSchema, key: string): ShapeReader {
    const known = this.#readers.get(key);
    const how = { text: (of: NormalizedSchema, text: string) => this.readSchema(of, text), wanted: this.#wanted };
    const reader = known ?? shapeReader(schema, key, how);
    this.#readers.set(key, reader);
    return reader;
  }
}
