import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Diagnostic, getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { allOperations, operations } from '../../../../src/core/operations/all';
import type { Operation } from '../../../../src/core/operations/operation';
import { readRequest } from '../../../../src/core/requests/readRequest';
import { isSaidByJsonService } from '../../../../src/core/requests/requestFault';
import { requestFileEnd } from '../../../../src/core/requests/requestFile';
import { requestSchema } from '../../../../src/core/requests/requestSchema';
import { exampleFor, requestText } from '../../../../src/core/requests/skeleton';
import { aRequest } from './support';

const service = getLanguageService({});
service.configure({
  validate: true,
  schemas: allOperations.map(operation => ({
    uri: `schema:${operation.requestWord}`,
    fileMatch: [`*${requestFileEnd(operation)}`],
    schema: requestSchema(operation),
  })),
});
const copy = operations.CopyClusterSnapshot;

// What VS Code's JSON service, the same code, says of a request.
describe('the JSON schema of requests', () => {
  for (const operation of allOperations) {
    it(`of ${operation.name} takes its example, alone and in a list, and completes an empty document to it`, async () => {
      const example = exampleFor(operation);
      assert.deepEqual(await diagnose(requestText([example]), operation), []);
      assert.deepEqual(await diagnose(requestText([example, example]), operation), []);
      const [completed] = await completions('|', operation);
      assert.deepEqual(JSON.parse(completed?.textEdit?.newText.replace(/\$\{\d+:?([^}]*)\}/g, '$1') ?? ''), example);
    });

    it(`of ${operation.name} completes the parameters that are not there yet, alone and in a list`, async () => {
      const names = operation.parameters.map(({ name }) => name);
      assert.deepEqual(await labels('{ | }', operation), names.toSorted());
      const [first = '', ...others] = names;
      assert.deepEqual(await labels(`[{ "${first}": "a", "|" }]`, operation), others.toSorted());
    });

    for (const { name, documentation, required } of operation.parameters) {
      it(`of ${operation.name} explains ${name} where the mouse is over it`, async () => {
        for (const text of [requestText([exampleFor(operation)]), `[${requestText([exampleFor(operation)])}]`]) {
          const document = documentOf(text, operation);
          const at = document.positionAt(text.indexOf(name) + 3);
          const hover = await service.doHover(document, at, service.parseJSONDocument(document));
          const shown = JSON.stringify(hover?.contents);
          assert.ok(shown.includes(JSON.stringify(documentation.split('\n')[0]).slice(1, -1)), shown);
          assert.equal(shown.includes('**Required.**'), required, shown);
        }
      });
    }
  }

  it('offers days', async () => {
    const days = await labels('{ "ManualSnapshotRetentionPeriod": | }', copy);
    assert.ok(
      ['-1', '7', '30', '365', '3653'].every(label => days.includes(label)),
      days.join(),
    );
  });

  const ours: readonly (readonly [string, string])[] = [
    ['a list of something else', '[1]'],
    ['a parameter that is not known', aRequest({ DryRun: true })],
    ['no target', aRequest({ TargetSnapshotIdentifier: undefined })],
    ['a number for a name', aRequest({ TargetSnapshotIdentifier: 1 })],
    ['a blank source', aRequest({ SourceSnapshotIdentifier: ' ' })],
    ['a name that is not valid', aRequest({ TargetSnapshotIdentifier: '1_--' })],
    ['days in quotes', aRequest({ ManualSnapshotRetentionPeriod: '7' })],
    ['0 days', aRequest({ ManualSnapshotRetentionPeriod: 0 })],
    ['a comment', `// x\n${aRequest()}`],
    ['a trailing comma', aRequest().replace('30\n', '30,\n')],
  ];
  for (const [what, text] of ours) {
    it(`leaves it to us to call an error what forbids to send it: ${what}`, async () => {
      assert.deepEqual(await diagnose(text, copy), []);
      assert.ok(readRequest(copy, text).findings.some(({ fault }) => !isSaidByJsonService(fault)));
    });
  }

  it('and our own diagnostics leave no broken JSON to each other', async () => {
    const value = fc.oneof(fc.string(), fc.integer({ min: -3, max: 4000 }), fc.constantFrom(null, true, [], {}));
    const request = fc
      .tuple(
        fc.dictionary(fc.string(), value),
        fc.nat(60),
        fc.constantFrom('', '', '"', '{', ']', ',,', '\\', 'x', '/**/'),
      )
      .map(([given, at, extra]) => {
        const text = aRequest(given);
        return `${text.slice(0, at)}${extra}${text.slice(at)}`;
      });
    await fc.assert(
      fc.asyncProperty(request, async text => {
        const left = readRequest(copy, text).findings.filter(({ fault }) => isSaidByJsonService(fault));
        // That a member is there twice is a warning of its own, ours is the error.
        const said = (await diagnose(text, copy)).filter(({ severity }) => severity === 1);
        assert.equal(said.length > 0, left.length > 0, text);
      }),
      { numRuns: 200 },
    );
  });
});

function documentOf(text: string, operation: Operation): TextDocument {
  return TextDocument.create(`file:///alpha${requestFileEnd(operation)}`, 'json', 1, text);
}

/** As VS Code asks for JSON; the schema says otherwise of comments and trailing commas. */
async function diagnose(text: string, operation: Operation): Promise<readonly Diagnostic[]> {
  const document = documentOf(text, operation);
  const settings = { comments: 'error', trailingCommas: 'error' } as const;
  return service.doValidation(document, service.parseJSONDocument(document), settings);
}

/** What is offered at the bar. */
async function completions(text: string, operation: Operation) {
  const document = documentOf(text.replace('|', ''), operation);
  const at = document.positionAt(text.indexOf('|'));
  const list = await service.doComplete(document, at, service.parseJSONDocument(document));
  return list?.items ?? [];
}

async function labels(text: string, operation: Operation): Promise<readonly string[]> {
  return (await completions(text, operation)).map(({ label }) => label).sort();
}
