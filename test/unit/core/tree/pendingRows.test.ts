import assert from 'node:assert/strict';
import { PendingRows } from '../../../../src/core/tree/pendingRows';
import { settled } from '../fakeGateway';

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

describe('rows that VS Code waits for', () => {
  function stage() {
    const takenIn = deferred<void>();
    const pending = new PendingRows(() => takenIn.promise);
    const told: string[] = [];
    const tell = (path: string): void => pending.tell(path, () => told.push(path));
    const ask = () => deferred<string>();
    return { pending, told, tell, ask, takenIn };
  }

  it('let a change be told at once where there are none', () => {
    const { told, tell } = stage();
    tell('');
    tell('a/');
    assert.deepEqual(told, ['', 'a/']);
  });

  it('hold back what is above them, below them and themselves, until VS Code has taken them in', async () => {
    const { pending, told, tell, ask, takenIn } = stage();
    const { promise, resolve } = ask();
    const rows = pending.wait('eu/a/', promise);
    for (const path of ['', 'eu/', 'eu/a/', 'eu/a/manual/', 'eu/ab/', 'us/']) {
      tell(path);
    }
    assert.deepEqual(told, ['eu/ab/', 'us/']);
    resolve('rows');
    assert.equal(await rows, 'rows');
    assert.deepEqual(told, ['eu/ab/', 'us/']);
    takenIn.resolve();
    await settled();
    assert.deepEqual(told.slice(2), ['', 'eu/', 'eu/a/', 'eu/a/manual/']);
  });

  it('hold a change back once, as long as any of them is waited for', async () => {
    const { pending, told, tell, ask, takenIn } = stage();
    takenIn.resolve();
    const [first, second] = [ask(), ask()];
    const all = [pending.wait('a/', first.promise), pending.wait('a/b/', second.promise)];
    tell('a/');
    tell('a/');
    first.resolve('');
    await settled();
    assert.deepEqual(told, []);
    second.resolve('');
    await Promise.all(all);
    await settled();
    assert.deepEqual(told, ['a/']);
  });

  it('hold back nothing any more when they cannot be had', async () => {
    const { pending, told, tell, ask, takenIn } = stage();
    takenIn.resolve();
    const { promise, reject } = ask();
    const rows = pending.wait('a/', promise);
    tell('a/');
    reject(new Error('gone'));
    await assert.rejects(rows, /gone/);
    await settled();
    assert.deepEqual(told, ['a/']);
  });

  it('are of no use when all of them are replaced', async () => {
    const { pending, told, tell, ask, takenIn } = stage();
    takenIn.resolve();
    const { promise, resolve } = ask();
    const rows = pending.wait('a/', promise);
    tell('a/');
    pending.clear();
    tell('');
    assert.deepEqual(told, ['']);
    resolve('');
    await rows;
    await settled();
    assert.deepEqual(told, ['']);
  });
});
