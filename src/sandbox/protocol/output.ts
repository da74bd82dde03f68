import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import type { ServiceError } from './serviceError';

/** Writes the answers of one service as XML, from the schemas that the SDK's client exports. No field mapping is written here. */
export class XmlWriter {
  private readonly serializer: XmlShapeSerializer;
  private readonly envelopes = new Map<string, StaticStructureSchema>();
  private readonly items = new WeakMap<object, string>();

  /** `xmlNamespace` is the one of the service's answers, e.g. `http://redshift.amazonaws.com/doc/2012-12-01/`. */
  constructor(xmlNamespace: string) {
    this.serializer = new XmlShapeSerializer({
      timestampFormat: { useTrait: true, default: timestampDateTime },
      httpBindings: false,
      xmlNamespace,
      serviceNamespace: '',
    });
  }

  /** `<XResponse><XResult>…</XResult><ResponseMetadata>…</ResponseMetadata></XResponse>`, the protocol's form of a success. */
  success(operation: StaticOperationSchema, output: Record<string, unknown>, requestId: string): string {
    const name = operation[2];
    // What answers nothing has no result at all.
    if (NormalizedSchema.of(operation[5]).isUnitSchema()) {
      return this.write(structure(`${name}Response`, { ResponseMetadata: responseMetadata }), {
        ResponseMetadata: { RequestId: requestId },
      });
    }
    const lists = listsOf(NormalizedSchema.of(operation[5]), output);
    const emptied = { ...output, ...Object.fromEntries(lists.map(list => [list.name, []])) };
    const text = this.write(this.envelopeOf(operation), {
      [`${name}Result`]: emptied,
      ResponseMetadata: { RequestId: requestId },
    });
    return lists.reduce((xml, list) => this.fill(xml, list), text);
  }

  failure(error: ServiceError, requestId: string): string {
    const detail = {
      Type: error.status < 500 ? 'Sender' : 'Receiver',
      Code: error.code,
      Message: error.message,
    };
    return this.write(errorEnvelope, { Error: detail, RequestId: requestId });
  }

  /**
   * Puts the items of a list into its place, which was written as an empty element: the text of an item is kept for as long
   * as its value lives, so that listing again costs a concatenation.
   */
  private fill(xml: string, list: OutputList): string {
    const empty = `<${list.tag}/>`;
    const at = xml.indexOf(empty);
    const items = list.values.map(value => this.item(list.item, value)).join('');
    return `${xml.slice(0, at)}<${list.tag}>${items}</${list.tag}>${xml.slice(at + empty.length)}`;
  }

  private item(schema: NormalizedSchema, value: object): string {
    let text = this.items.get(value);
    if (text === undefined) {
      text = this.write(schema, value).replace(namespaceAttribute, '');
      this.items.set(value, text);
    }
    return text;
  }

  private envelopeOf(operation: StaticOperationSchema): StaticStructureSchema {
    const name = operation[2];
    let envelope = this.envelopes.get(name);
    if (envelope === undefined) {
      envelope = structure(`${name}Response`, { [`${name}Result`]: operation[5], ResponseMetadata: responseMetadata });
      this.envelopes.set(name, envelope);
    }
    return envelope;
  }

  private write(schema: $SchemaRef, value: unknown): string {
    this.serializer.write(NormalizedSchema.of(schema), value);
    return String(this.serializer.flush());
  }
}

/** The SDK's number for ISO 8601 (`@smithy/types` SCHEMA.TIMESTAMP_DATE_TIME). */
const timestampDateTime = 5;

const namespaceAttribute = / xmlns="[^"]*"/;

interface OutputList {
  readonly name: string;
  readonly tag: string;
  readonly item: NormalizedSchema;
  readonly values: readonly object[];
}

/** The non-empty lists of structures in an answer. */
function listsOf(output: NormalizedSchema, value: Record<string, unknown>): OutputList[] {
  const lists: OutputList[] = [];
  for (const [name, member] of output.structIterator()) {
    const values = value[name];
    if (
      member.isListSchema() &&
      Array.isArray(values) &&
      values.length > 0 &&
      member.getValueSchema().isStructSchema()
    ) {
      lists.push({ name, tag: member.getMergedTraits().xmlName ?? name, item: member.getValueSchema(), values });
    }
  }
  return lists;
}

/** A structure schema in the form that the SDK's own clients are generated in. */
function structure(name: string, members: Record<string, $SchemaRef>): StaticStructureSchema {
  return [3, 'sandbox', name, 0, Object.keys(members), Object.values(members)];
}

const responseMetadata = structure('ResponseMetadata', { RequestId: 0 });

const errorEnvelope = structure('ErrorResponse', {
  Error: structure('Error', { Type: 0, Code: 0, Message: 0 }),
  RequestId: 0,
});
