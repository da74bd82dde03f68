import { deepEqual, equal, match, notEqual, rejects } from 'node:assert/strict';
import { commands, type Disposable, type TextDocument, Uri, window, workspace } from 'vscode';
import { encodeDocumentLink } from '../../../src/core/documents/documentLink';
import { KeptAnswers } from '../../../src/core/documents/keptAnswers';
import { ProblemError } from '../../../src/core/model/problem';
import type { CallerIdentity } from '../../../src/core/model/target';
import type { Sessions } from '../../../src/core/session/sessions';
import { DocumentFiles, type DocumentText } from '../../../src/ui/documents/documentFiles';
import { Documents } from '../../../src/ui/documents/documents';
import { callerText } from '../../../src/ui/text/targetText';
import { aFailure, aTarget } from '../../support/builders';
import { eventually } from '../../support/eventually';
import { MemoryDisk } from '../../support/memoryJournal';
import { FakeGateway } from '../../unit/core/fakeGateway';
import { quietSessions } from '../../unit/core/quietSessions';

describe('documents that are opened again', () => {
  const uri = Uri.from({ scheme: 'test-documents', path: '/work/describe alpha.json', query: '{"kind":"cluster"}' });
  let answer: DocumentText;
  /** How often that was made. VS Code asks for documents of earlier tests, too, when their provider is there again. */
  let made: number;
  /** The paths of all that were made. */
  const paths = new Set<string>();
  let files: DocumentFiles;
  let registration: Disposable;

  beforeEach(() => {
    made = 0;
    paths.clear();
    files = new DocumentFiles(async ({ path }) => {
      made += path === uri.path ? 1 : 0;
      paths.add(path);
      return answer;
    });
    registration = workspace.registerFileSystemProvider(uri.scheme, files, { isReadonly: true });
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    registration.dispose();
    files.dispose();
  });

  const close = async () => {
    const closed = new Promise<void>(resolve => {
      const listening = window.tabGroups.onDidChangeTabs(change => {
        if (change.closed.length > 0) {
          listening.dispose();
          resolve();
        }
      });
    });
    await commands.executeCommand('workbench.action.closeAllEditors');
    await closed;
  };
  const open = async (which = uri) => {
    const { document } = await window.showTextDocument(which);
    return document;
  };

  it('are made once for each opening', async () => {
    answer = { text: 'first', lasts: 'untilClosed' };
    equal((await open()).getText(), 'first');
    equal(made, 1);
  });

  it('show what is there instead of a reason as soon as there may be something, without being opened again', async () => {
    answer = { text: 'not yet', lasts: 'untilSession' };
    const document = await open();
    equal(document.getText(), 'not yet');
    answer = { text: 'now', lasts: 'untilClosed' };
    files.forgetReasons();
    await eventually(
      () => document.getText(),
      text => equal(text, 'now'),
    );
    files.forgetReasons();
    equal(made, 2, 'what is no reason stays');
  });

  it('are made again after they were closed, for all who ask meanwhile at once', async () => {
    files.put(uri, { text: 'hours ago', lasts: 'untilClosed' });
    equal((await open()).getText(), 'hours ago');
    await close();
    answer = { text: 'today', lasts: 'untilClosed' };
    const [{ size }, bytes] = await Promise.all([files.stat(uri), files.readFile(uri)]);
    deepEqual([size, new TextDecoder().decode(bytes), made], [5, 'today', 1]);
  });

  it('are begun unseen while they are awaited', async () => {
    const copied = uri.with({ path: '/work/copied.json' });
    let come: (text: DocumentText) => void = () => {};
    const opened = new Promise<TextDocument>(resolve => {
      const listening = workspace.onDidOpenTextDocument(document => {
        listening.dispose();
        resolve(document);
      });
    });
    files.begin(
      copied,
      new Promise(resolve => {
        come = resolve;
      }),
    );
    come({ text: 'here', lasts: 'untilClosed' });
    equal((await opened).getText(), 'here');
    deepEqual(
      window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
    equal((await open(copied)).getText(), 'here');
    equal(paths.has(copied.path), false);
  });

  it('are not opened where there is none, also when that is known before VS Code asks', async () => {
    const refused = uri.with({ path: '/work/refused.json' });
    files.begin(refused, Promise.resolve(undefined));
    // The same opening: VS Code has one for all who ask meanwhile.
    await rejects(Promise.resolve(workspace.openTextDocument(refused)));
    equal(paths.has(refused.path), false);
    answer = { text: 'made', lasts: 'untilClosed' };
    equal((await open(refused)).getText(), 'made');
  });

  it('are the same again where nobody could make them', async () => {
    files.put(uri, { text: 'once', lasts: 'nothingElse' });
    await open();
    await close();
    equal((await open()).getText(), 'once');
    equal(made, 0);
  });
});

describe('a document', () => {
  const alice: CallerIdentity = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice' };
  const again: CallerIdentity = { ...alice, arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice-again' };
  const bob: CallerIdentity = { account: '444455556666', arn: 'arn:aws:iam::444455556666:user/bob' };
  let caller: CallerIdentity | undefined;
  /** How often somebody connected, and how often who it is or what it has was asked. */
  let connected: number;
  let asked: number;
  /** Why there are no credentials at hand. */
  let refusal: ProblemError | undefined;
  let sessions: Sessions;
  let documents: Documents;
  let files: DocumentFiles;
  let disk: MemoryDisk;
  let failures: unknown[];

  beforeEach(() => {
    caller = alice;
    [connected, asked, refusal] = [0, 0, undefined];
    disk = new MemoryDisk(Date.now);
    failures = [];
    sessions = quietSessions({
      connect: async () => {
        const identity = caller;
        connected += 1;
        const gateway = new FakeGateway({
          callerIdentity: async () => {
            asked += 1;
            return identity ?? Promise.reject(aFailure('network', { operation: 'GetCallerIdentity' }));
          },
          describeSnapshot: async () => {
            asked += 1;
            return { Snapshots: [identity?.account ?? ''] };
          },
        });
        gateway.withCredentialsAtHand = () => (refusal === undefined ? gateway : refusing(refusal));
        return gateway;
      },
    });
    files = new DocumentFiles(uri => documents.makeAgain(uri));
    documents = openDocuments();
  });
  afterEach(() => {
    files.dispose();
    sessions.dispose();
  });

  /** As a window has them after a reload: what was kept is on the disk. */
  const openDocuments = (): Documents =>
    new Documents({
      answers: new KeptAnswers(disk.folder, { read: () => ({}), clear: async () => {} }),
      failed: error => failures.push(error),
      ...{ files, sessions, operations: async () => [] },
    });

  const read = async (identity: CallerIdentity | undefined, target = aTarget()): Promise<unknown> => {
    const link = { kind: 'snapshot', target, cluster: 'alpha', snapshot: 'rs:alpha-1' } as const;
    const query = encodeDocumentLink(identity === undefined ? link : { ...link, identity });
    const owner = callerText(target, identity);
    const uri = Uri.from({ scheme: 'redshift-snapshot', path: `/${owner}/describe rs-alpha-1.json`, query });
    return readUri(uri);
  };
  const readUri = async (uri: Uri): Promise<unknown> => JSON.parse(new TextDecoder().decode(await files.readFile(uri)));
  const reason = async (identity: CallerIdentity | undefined, target = aTarget()): Promise<string> =>
    Object(await read(identity, target)).Message;

  it('that is opened from a link opens no session and asks nobody, but says what to choose', async () => {
    match(await reason(alice), /belongs to work · eu-west-1 · 1111-2222-3333\. Choose that profile and Region/);
    deepEqual([sessions.state.kind, connected], ['idle', 0]);
  });

  it('is asked for with the credentials that there are, and says why there are none', async () => {
    const signIn = { kind: 'sso', profile: 'work', startUrl: 'https://corp.example', region: 'eu-west-1' } as const;
    refusal = new ProblemError({ kind: 'signInRequired', code: 'NotSignedIn', message: 'none', signIn });
    await sessions.start();
    const before = asked;
    match(await reason(undefined), /^Not signed in to https:\/\/corp\.example\. NotSignedIn: none$/);
    match(await reason(alice), /^Not signed in/);
    equal(asked, before);
  });

  it('says what to do where they have expired', async () => {
    refusal = aFailure('credentialsExpired');
    await sessions.start();
    match(await reason(alice), /^The credentials of work · eu-west-1 have expired\. Refresh the clusters/);
    refusal = undefined;
    files.forgetReasons();
    deepEqual(await read(again), { Snapshots: [alice.account] });
  });

  it('waits for a session that is opening', async () => {
    const opening = sessions.start();
    deepEqual(await read(alice), { Snapshots: [alice.account] });
    await opening;
  });

  it('whose path says something else than its link is none', async () => {
    await sessions.start();
    const link = { kind: 'snapshot', target: aTarget(), cluster: 'alpha', snapshot: 'rs:alpha-1' } as const;
    const path = '/prod · eu-west-1/describe rs-alpha-1.json';
    const made = await readUri(Uri.from({ scheme: 'redshift-snapshot', path, query: encodeDocumentLink(link) }));
    deepEqual(made, { Message: 'This address names no snapshot.' });
  });

  it('of another session of the same role is shown', async () => {
    await sessions.start();
    deepEqual(await read(again), { Snapshots: [alice.account] });
  });

  it("of one account never holds another account's data, although the profile is the same", async () => {
    await sessions.start();
    caller = bob;
    await sessions.reopen();
    match(
      await reason(alice),
      /belongs to work · eu-west-1 · 1111-2222-3333 .*\. The credentials are those of .*bob now/,
    );
    deepEqual(await read(bob), { Snapshots: [bob.account] });
  });

  it('is not shown while it is not known whose credentials these are', async () => {
    caller = undefined;
    await sessions.start();
    match(await reason(alice), /not known whose credentials are in use now/);
  });

  it('of another profile, Region or endpoint says whose it is', async () => {
    match(
      await reason(alice, aTarget({ region: 'us-east-1' })),
      /belongs to work · us-east-1 · 1111-2222-3333\. Choose/,
    );
  });

  it('of sample data has ended with its window', async () => {
    const target = { source: { kind: 'sample' }, region: 'us-east-1', endpoint: 'http://127.0.0.1:1' } as const;
    match(await reason(alice, target), /sample data that has ended with its window/);
  });

  describe('that nobody could make again', () => {
    const report = (copies: number) => ({ Copies: Array.from({ length: copies }, (_, Copy) => ({ Copy })) });
    const openReport = async (time: number, copies: number): Promise<Uri | undefined> => {
      await sessions.start();
      let uri: Uri | undefined;
      const listening = files.onDidChangeFile(([change]) => {
        uri = change?.uri;
      });
      await (sessions.session && documents.openReport({ kind: 'batch', time }, sessions.session, report(copies)));
      listening.dispose();
      return uri;
    };
    afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

    it('is opened again after a reload', async () => {
      const now = Date.now();
      const [first, second] = [await openReport(now, 1), await openReport(now + 1, 300)];
      documents = openDocuments();
      for (const [uri, copies] of [
        [first, 1],
        [second, 300],
      ] as const) {
        const { text } = await documents.makeAgain(uri ?? Uri.parse('none:'));
        deepEqual(JSON.parse(text), report(copies));
      }
    });

    it('is shown also where it cannot be kept', async () => {
      disk.folder.write = async () => Promise.reject(new Error('No space left on the disk'));
      const uri = await openReport(Date.now(), 2);
      equal(uri?.scheme, 'redshift-snapshot');
      equal(String(failures), 'Error: No space left on the disk');
    });
  });

  it('says whose it is in its path, and is another one for another account', async () => {
    const opened = async () => {
      const session = sessions.session;
      await session?.identity;
      await (session && documents.openPreview(aPreview, session, {}));
      return window.activeTextEditor?.document.uri;
    };
    await sessions.start();
    const first = await opened();
    match(first?.path ?? '', /^\/work · eu-west-1 · 1111-2222-3333\/Preview of /);
    caller = bob;
    await sessions.reopen();
    notEqual((await opened())?.toString(), first?.toString());
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});

const aPreview = { kind: 'preview', cluster: 'alpha', snapshot: 'rs:alpha-1', copy: 'kept' } as const;

/** A gateway that has no credentials. */
function refusing(reason: ProblemError): FakeGateway {
  const refuse = () => Promise.reject(reason);
  return new FakeGateway({ callerIdentity: refuse, describeSnapshot: refuse });
}
