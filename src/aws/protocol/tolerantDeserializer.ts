import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Schema } from '@smithy/types';

/** The SDK's deserializer, except for two kinds of text: times that it rejects, and characters that it cuts in half. */
export class TolerantDeserializer extends XmlShapeDeserializer {
  /** A time that cannot be read is absent: the SDK would reject the whole answer, and with it everything else in a list. */
  override readSchema(schema: Schema, value: unknown): unknown {
    if (!NormalizedSchema.of(schema).isTimestampSchema()) {
      return super.readSchema(schema, value);
    }
    try {
      return super.readSchema(schema, value);
    } catch {
      return undefined;
    }
  }

  protected override parseXml(xml: string): unknown {
    return super.parseXml(withLargeReferences(xml));
  }
}

const CDATA = '<![CDATA[';
const REFERENCE = /&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));/g;

/** Resolves the references to characters above U+FFFF, which the SDK makes one UTF-16 unit of. */
function withLargeReferences(xml: string): string {
  return xml
    .split(CDATA)
    .map((part, i) => {
      const end = i === 0 ? 0 : part.indexOf(']]>');
      return end < 0 ? part : part.slice(0, end) + part.slice(end).replace(REFERENCE, largeCharacter);
    })
    .join(CDATA);
}

function largeCharacter(reference: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
