import assert from 'node:assert/strict';
import { inspect, isDeepStrictEqual } from 'node:util';
import * as redshift from '@aws-sdk/client-redshift';
import * as sts from '@aws-sdk/client-sts';
import type { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import fc from 'fast-check';
import { SNAPSHOT_MEMBERS } from '../../../../src/aws/model/models';
import { LeanDeserializer } from '../../../../src/aws/protocol/leanDeserializer';
import { TolerantDeserializer } from '../../../../src/aws/protocol/tolerantDeserializer';
import { type Draw, type Oddity, type Style, writeAnswer } from './answers';

type Settings = ConstructorParameters<typeof XmlShapeDeserializer>[0];

/** As the protocol sets it. */
const settings: Settings = {
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
  xmlNamespace: 'urn:made-up',
  serviceNamespace: 'com.amazonaws.redshift',
};

/** Fails where the SDK's own parser would be needed. */
class LeanOnly extends LeanDeserializer {
  protected override parseXml(): never {
    throw new Error('The answer was left to the SDK.');
  }
}

const operations = [...operationsOf(redshift), ...operationsOf(sts)];
const listings = [redshift.DescribeClusterSnapshots$, redshift.DescribeClusters$];
/** What the extension asks. */
const asked = [...listings, redshift.CopyClusterSnapshot$, sts.GetCallerIdentity$, sts.AssumeRole$];

const plain: Style = { indentation: '', odd: () => false };
const indentations = ['', '\n', '\n    ', '\r\n\t', ' \n'];

describe('the lean deserialiser', () => {
  const stock = new TolerantDeserializer(settings);
  const lean = new LeanDeserializer(settings);
  const leanOnly = new LeanOnly(settings);

  /** Both read the same, or fail with the same. */
  function assertSame(operation: StaticOperationSchema, xml: string, reader = lean): void {
    const [seen, expected] = [outcomeOf(reader, operation, xml), outcomeOf(stock, operation, xml)];
    // Telling two large values apart in words takes longer than all the rest: only for the one that is reported.
    assert.ok(isDeepStrictEqual(seen, expected), `${xml}\n${inspect(seen)}\n${inspect(expected)}`);
  }

  it('knows the operations of both services', () => {
    assert.ok(operations.length > 100);
  });

  it('reads plain answers as the SDK does, without the SDK', () => {
    fc.assert(
      fc.property(fc.constantFrom(...asked), fc.constantFrom(...indentations), fc.gen(), (of, indentation, draw) => {
        const xml = writeAnswer(draw, of[2], outputOf(of), { ...plain, indentation });
        // `<A />`, and text that looks like indentation without being it, are left to the SDK.
        fc.pre(!xml.includes(' />'));
        assertSame(of, xml, leanOnly);
      }),
      { numRuns: 300 },
    );
  });

  it('reads whatever is well-formed as the SDK does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...listings, ...operations), fc.gen(), (of, draw) => {
        assertSame(of, writeAnswer(draw, of[2], outputOf(of), oddStyle(draw)));
      }),
      { numRuns: 300 },
    );
  });

  it('fails as the SDK does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...listings), fc.gen(), (of, draw) => {
        const xml = writeAnswer(draw, of[2], outputOf(of), plain);
        const [at, length] = [draw(fc.nat, { max: xml.length }), draw(fc.nat, { max: 5 })];
        const inserted = draw(
          fc.constantFrom,
          '',
          '<',
          '>',
          '</',
          '/>',
          '&',
          '"',
          '<!DOCTYPE x>',
          '\0',
          'x',
          '\n',
          ' ',
        );
        const isCut = draw(fc.boolean);
        assertSame(of, xml.slice(0, at) + (isCut ? '' : inserted + xml.slice(at + length)));
      }),
      { numRuns: 300 },
    );
  });

  describe('of which some members are wanted', () => {
    const of = redshift.DescribeClusterSnapshots$;
    const members = new Set<string>(SNAPSHOT_MEMBERS);
    const wanted = { Snapshot: members };
    const reader = new LeanDeserializer(settings, wanted);
    const onlyWanted = (name: string, value: unknown) => (isWanted(name, members) ? value : undefined);

    it('reads these as the SDK does, whatever the others are like', () => {
      fc.assert(
        fc.property(fc.gen(), draw => {
          const xml = writeAnswer(draw, of[2], outputOf(of), oddStyle(draw));
          const [seen, expected] = [reader, stock].map(by => outcomeOf(by, of, xml));
          // What the SDK fails at may be nothing that is wanted.
          fc.pre(expected !== undefined && 'value' in expected);
          const [ours, theirs] = [seen, expected].map(outcome => JSON.stringify(outcome, onlyWanted));
          assert.ok(ours === theirs, `${xml}\n${ours}\n${theirs}`);
        }),
        { numRuns: 20 },
      );
    });

    it('leaves the others out, without the SDK', () => {
      const others =
        '<RestorableNodeTypes><NodeType>ra3.xlplus</NodeType></RestorableNodeTypes><Port>5439</Port><VpcId/><DBName>a &amp; b</DBName>';
      const xml = whole.replace('<Status>', `${others}<Status>`);
      const read = new LeanOnly(settings, wanted).read(outputOf(of), Buffer.from(xml), `${name}Result`);
      assert.deepEqual(read, { Snapshots: [{ Status: 'a' }] });
    });
  });

  const name = 'DescribeClusterSnapshots';
  const whole = `<${name}Response><${name}Result><Snapshots><Snapshot><Status>a</Status></Snapshot></Snapshots></${name}Result></${name}Response>`;
  const result = `<${name}Result><Marker>m</Marker></${name}Result>`;
  for (const [title, xml] of Object.entries({
    'no result': `<${name}Response><A/></${name}Response>`,
    'an empty result': `<${name}Response><${name}Result/></${name}Response>`,
    'an empty answer': `<${name}Response/>`,
    'two results': `<${name}Response>${result}${result}</${name}Response>`,
    'an empty and a full result': `<${name}Response><${name}Result/>${result}</${name}Response>`,
    'another answer': '<GetCallerIdentityResponse/>',
    'a web page': '<!DOCTYPE html><html><body>Sign in</body></html>',
    'a byte order mark': `\uFEFF${whole}`,
    'a document type': `<!DOCTYPE a [<!ENTITY b "c">]>${whole}`,
    'text behind the end': `${whole} and more`,
    'text in front': `text${whole}`,
    nothing: '',
    'line ends of Windows': whole.replaceAll('><', '>\r\n<'),
    'line ends of old': whole.replaceAll('><', '>\r<'),
    'indentation without line ends': whole.replaceAll('><', '> <'),
    'spaces in tags': whole.replaceAll('>', ' >'),
    'a depth that no stack holds': `<${name}Response>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</${name}Response>`,
  })) {
    it(`reads ${title} as the SDK does`, () => assertSame(redshift.DescribeClusterSnapshots$, xml));
  }

  it('reads an answer again that comes in another order', () => {
    const snapshot = (members: readonly string[]) =>
      `<Snapshot>${members.map(member => `<${member}>1</${member}>`).join('')}</Snapshot>`;
    const members = ['Status', 'Port', 'SnapshotIdentifier'];
    const list = [members, members.toReversed(), ['Port'], members].map(snapshot).join('');
    const xml = `<${name}Response><${name}Result><Snapshots>${list}</Snapshots></${name}Result></${name}Response>`;
    assertSame(redshift.DescribeClusterSnapshots$, xml, leanOnly);
  });
});

/** Whether a member of an outcome, or of a snapshot in it, is one of these. */
function isWanted(name: string, members: ReadonlySet<string>): boolean {
  return members.has(name) || /^(?:|value|Marker|Snapshots|Key|Value|\d+)$/.test(name);
}

/** The value and the order of its members, or the error's name and text. */
function outcomeOf(reader: XmlShapeDeserializer, operation: StaticOperationSchema, xml: string): object {
  try {
    const value: unknown = reader.read(outputOf(operation), Buffer.from(xml), `${operation[2]}Result`);
    return { value, order: JSON.stringify(value) };
  } catch (error) {
    return error instanceof Error ? { name: error.name, message: error.message } : { error };
  }
}

function outputOf(operation: StaticOperationSchema): NormalizedSchema {
  return NormalizedSchema.of(operation[5]);
}

/** The operations among what a client exports that answer with something. */
function operationsOf(client: object): readonly StaticOperationSchema[] {
  return Object.values(client).filter(
    (value): value is StaticOperationSchema =>
      Array.isArray(value) && value[0] === 9 && outputOf(value as StaticOperationSchema).isStructSchema(),
  );
}

/** A few kinds of oddities, each seldom. */
function oddStyle(draw: Draw): Style {
  const oddities: readonly Oddity[] = draw(() =>
    fc.subarray<Oddity>(['comment', 'cdata', 'instruction', 'attribute', 'prefix', 'twice', 'mixed', 'reference']),
  );
  const rare = draw(fc.constantFrom, 3, 30);
  return {
    indentation: draw(fc.constantFrom, ...indentations, ' '),
    odd: oddity => oddities.includes(oddity) && draw(fc.nat, { max: rare }) === 0,
  };
}
