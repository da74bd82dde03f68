import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { collectBody } from '@smithy/core/protocols';
import { AnswerBodies, isStream } from './answerBodies';
import { plainErrorBody } from './errorBody';
import { LeanDeserializer } from './leanDeserializer';
import type { WantedMembers } from './shapeReader';

type Serialize = AwsQueryProtocol['serializeRequest'];
type Deserialize = AwsQueryProtocol['deserializeResponse'];
type Parameters3 = Parameters<Deserialize>;

/** The first element's name, after a byte order mark, the XML declaration, comments and a document type. */
const ROOT_ELEMENT = /^\uFEFF?\s*(?:<[?!][^>]*>\s*)*<([^\s/>!?][^\s/>]*)/;

/**
 * The SDK's protocol, read faster, one long answer a turn of the event loop. The SDK's own reads any well-formed document
 * that came with status 200: a proxy's sign-in page then looks like an empty list. This one insists on the operation's
 * own root element.
 */
export class CheckedQueryProtocol extends AwsQueryProtocol {
  readonly #bodies = new AnswerBodies();

  constructor(options: ConstructorParameters<typeof AwsQueryProtocol>[0], wanted?: WantedMembers) {
    super(options);
    this.deserializer = new LeanDeserializer(this.deserializer.settings, wanted);
  }

  /**
   * Says that the connection is to be kept. VS Code puts an agent of its own, without keepAlive, before everybody's (see
   * microsoft/vscode#228872), for which Node.js would have the service close the connection after each answer: the next
   * request would wait for TCP and TLS first, two round trips more.
   */
  override async serializeRequest(...given: Parameters<Serialize>): ReturnType<Serialize> {
    const request = await super.serializeRequest(...given);
    request.headers['connection'] = 'keep-alive';
    return request;
  }

  override async deserializeResponse<Output extends Awaited<ReturnType<Deserialize>>>(
    operation: Parameters3[0],
    context: Parameters3[1],
    response: Parameters3[2],
  ): Promise<Output> {
    const { body } = response;
    const bytes = isStream(body) ? await this.#bodies.take(body) : await collectBody(body, context);
    const root = rootOf(bytes);
    if (response.statusCode < 300) {
      assertRoot(root, `${operation.name.split('#').at(-1)}Response`);
      response.body = bytes;
    } else {
      // What is no XML has no error code, and could keep the SDK's parser busy for long.
      const error = /(?:Error|Response)$/.test(root ?? '')
        ? plainErrorBody(new TextDecoder().decode(bytes))
        : undefined;
      response.body = new TextEncoder().encode(error ?? '');
    }
    try {
      return await super.deserializeResponse<Output>(operation, context, response);
    } catch (error) {
      // Who reads nested elements calls itself for each.
      throw error instanceof RangeError ? new Error('The answer is nested too deep.') : error;
    }
  }
}

function rootOf(body: Uint8Array): string | undefined {
  return ROOT_ELEMENT.exec(new TextDecoder().decode(body.subarray(0, 1024)))?.[1];
}

function assertRoot(root: string | undefined, expected: string): void {
  if (root?.split(':').at(-1) !== expected) {
    throw new Error(root === undefined ? 'The answer is not XML.' : `The answer is a <${root}>, not a <${expected}>.`);
  }
}
