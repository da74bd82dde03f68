import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Diagnostic, getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { readRequest } from '../../../../src/core/requests/readRequest';
import { isSaidByJsonService } from '../../../../src/core/requests/requestFault';
import { requestMembers } from '../../../../src/core/requests/requestMembers';
import { requestFor, requestText } from '../../../../src/core/requests/skeleton';
import { root } from '../../../support/paths';
import { aRequest } from './support';

const uri = 'file:///alpha.redshift-copy.json';
const schema = JSON.parse(readFileSync(join(root, 'media', 'copy-request.schema.json'), 'utf8'));
const service = getLanguageService({});
service.configure({
  validate: true,
  schemas: [{ uri: 'schema:copy-request', fileMatch: ['*.redshift-copy.json'], schema }],
});

// What VS Code's JSON service, the same code, says of a request.
describe('the JSON schema of requests', () => {
  it('takes a request, with the members that may be left out and without', async () => {
    assert.deepEqual(await messages(aRequest()), []);
    assert.deepEqual(await messages(requestText(requestFor())), []);
    const short = { SourceSnapshotClusterIdentifier: undefined, ManualSnapshotRetentionPeriod: undefined };
    assert.deepEqual(await messages(aRequest(short)), []);
    assert.deepEqual(await messages(aRequest({ ManualSnapshotRetentionPeriod: -1 })), []);
  });

  const noParameter = /^CopyClusterSnapshot has no such parameter\. It has SourceSnapshotIdentifier, /;
  const expected: readonly (readonly [string, RegExp, string])[] = [
    ['an array', /^A request is one JSON object/, '[]'],
    ['a member that is not known', noParameter, aRequest({ DryRun: true })],
    ['no target', /^Missing property "TargetSnapshotIdentifier"/, aRequest({ TargetSnapshotIdentifier: undefined })],
    ['a number for a name', /^Text in double quotes/, aRequest({ TargetSnapshotIdentifier: 1 })],
    ['an empty name', /must not be empty or blank/, aRequest({ TargetSnapshotIdentifier: '' })],
    ['a blank source', /must not be empty or blank/, aRequest({ SourceSnapshotIdentifier: ' ' })],
    ['blanks around', /^No white space/, aRequest({ SourceSnapshotClusterIdentifier: 'alpha ' })],
    ['a character', /^Only letters/, aRequest({ TargetSnapshotIdentifier: 'a_b' })],
    ['a digit first', /^Start with a letter/, aRequest({ TargetSnapshotIdentifier: '1a' })],
    ['two hyphens', /^No two hyphens/, aRequest({ TargetSnapshotIdentifier: 'a--b' })],
    ['a hyphen last', /^End with a letter/, aRequest({ TargetSnapshotIdentifier: 'a-' })],
    ['too long a name', /maximum length of 255/, aRequest({ TargetSnapshotIdentifier: 'a'.repeat(256) })],
    ['days in quotes', /^A number of whole days, without quotes/, aRequest({ ManualSnapshotRetentionPeriod: '7' })],
    ['0 days', /^Redshift keeps a manual snapshot for 1 to 3653/, aRequest({ ManualSnapshotRetentionPeriod: 0 })],
    ['3654 days', /^Redshift keeps a manual snapshot for 1 to 3653/, aRequest({ ManualSnapshotRetentionPeriod: 3654 })],
    ['a comment', /^Comments are not permitted/, `// x\n${aRequest()}`],
    ['a trailing comma', /^Trailing comma/, aRequest().replace('30\n', '30,\n')],
  ];
  for (const [what, message, text] of expected) {
    it(`says once what is wrong with ${what}`, async () => {
      const said = await messages(text);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', message);
    });
  }

  it('and our own diagnostics leave nothing to each other, and say nothing twice', async () => {
    const name = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', ' ', '_', ':', 'é', '\n') }),
      fc.string({ unit: fc.constantFrom('a', '-'), minLength: 250, maxLength: 260 }),
    );
    const value = fc.oneof(name, fc.integer({ min: -3, max: 4000 }), fc.double(), fc.constantFrom(null, true, [], {}));
    const request = fc
      .dictionary(fc.oneof(fc.constantFrom(...requestMembers), name), value)
      .chain(given => fc.constantFrom(JSON.stringify(given), aRequest(given), aRequest(given).replace('3', '30.0')));
    await fc.assert(
      fc.asyncProperty(request, async text => {
        const findings = readRequest(text).findings.filter(({ fault }) => fault.kind !== 'lowerCased');
        const theirs = findings.filter(({ fault }) => isSaidByJsonService(fault));
        assert.equal((await diagnose(text)).length > 0, theirs.length > 0, text);
      }),
      { numRuns: 200 },
    );
  });

  it('marks where it and ours mean the same', async () => {
    for (const [, , text] of expected) {
      const ours = readRequest(text).findings.find(({ fault }) => isSaidByJsonService(fault))?.place;
      const document = TextDocument.create(uri, 'json', 1, text);
      const [theirs] = await diagnose(text);
      const [start, end] = theirs
        ? [document.offsetAt(theirs.range.start), document.offsetAt(theirs.range.end)]
        : [0, 0];
      assert.ok(ours !== undefined && ours.offset <= end && ours.offset + ours.length >= start, text);
    }
  });

  it('completes the members that are not there yet, and days', async () => {
    assert.deepEqual(await completions('{ | }'), [...requestMembers].sort());
    assert.deepEqual(await completions('{ "TargetSnapshotIdentifier": "a", "|" }'), [
      'ManualSnapshotRetentionPeriod',
      'SourceSnapshotClusterIdentifier',
      'SourceSnapshotIdentifier',
    ]);
    const days = await completions('{ "ManualSnapshotRetentionPeriod": | }');
    assert.ok(
      ['-1', '7', '30', '365', '3653'].every(label => days.includes(label)),
      days.join(),
    );
  });

  for (const member of requestMembers) {
    it(`explains ${member} where the mouse is over it`, async () => {
      const text = aRequest();
      const document = TextDocument.create(uri, 'json', 1, text);
      const at = document.positionAt(text.indexOf(member) + 3);
      const hover = await service.doHover(document, at, service.parseJSONDocument(document));
      const shown = JSON.stringify(hover?.contents);
      assert.ok(shown.length > 80, shown);
      assert.match(shown, member === 'ManualSnapshotRetentionPeriod' ? /3653/ : /snapshot/);
    });
  }
});

async function diagnose(text: string): Promise<readonly Diagnostic[]> {
  const document = TextDocument.create(uri, 'json', 1, text);
  return service.doValidation(document, service.parseJSONDocument(document), {
    comments: 'error',
    trailingCommas: 'error',
  });
}

async function messages(text: string): Promise<readonly string[]> {
  return (await diagnose(text)).map(({ message }) => String(message));
}

/** The labels that are offered at the bar. */
async function completions(text: string): Promise<readonly string[]> {
  const document = TextDocument.create(uri, 'json', 1, text.replace('|', ''));
  const at = document.positionAt(text.indexOf('|'));
  const list = await service.doComplete(document, at, service.parseJSONDocument(document));
  return (list?.items ?? []).map(({ label }) => label).sort();
}
