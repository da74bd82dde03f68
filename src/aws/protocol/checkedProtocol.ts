import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { collectBody } from '@smithy/core/protocols';
import { LeanDeserializer } from './leanDeserializer';
import type { WantedMembers } from './shapeReader';
import { Turns } from './turns';

type Deserialize = AwsQueryProtocol['deserializeResponse'];
type Parameters3 = Parameters<Deserialize>;

/** The first element's name, after a byte order mark, the XML declaration, comments and a document type. */
const ROOT_ELEMENT = /^\uFEFF?\s*(?:<[?!][^>]*>\s*)*<([^\s/>]+)/;

/** Bytes from which on reading an answer takes long enough to have a turn of its own. */
const LONG = 32_768;

/**
 * The SDK's protocol, read faster, one long answer a turn of the event loop. The SDK's own reads any well-formed document
 * that came with status 200: a proxy's sign-in page then looks like an empty list. This one insists on the operation's
 * own root element.
 */
export class CheckedQueryProtocol extends AwsQueryProtocol {
  readonly #turns = new Turns();

  constructor(options: ConstructorParameters<typeof AwsQueryProtocol>[0], wanted?: WantedMembers) {
    super(options);
    this.deserializer = new LeanDeserializer(this.deserializer.settings, wanted);
  }

  override async deserializeResponse<Output extends Awaited<ReturnType<Deserialize>>>(
    operation: Parameters3[0],
    context: Parameters3[1],
    response: Parameters3[2],
  ): Promise<Output> {
    if (response.statusCode < 300) {
      const body = await collectBody(response.body, context);
      assertRoot(body, `${operation.name.split('#').at(-1)}Response`);
      response.body = body;
      if (body.length >= LONG) {
        await this.#turns.next();
      }
    }
    return super.deserializeResponse<Output>(operation, context, response);
  }
}

function assertRoot(body: Uint8Array, expected: string): void {
  const root = ROOT_ELEMENT.exec(new TextDecoder().decode(body.subarray(0, 1024)))?.[1];
  if (root?.split(':').at(-1) !== expected) {
    throw new Error(root === undefined ? 'The answer is not XML.' : `The answer is a <${root}>, not a <${expected}>.`);
  }
}
