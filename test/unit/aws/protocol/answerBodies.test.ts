import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { AnswerBodies } from '../../../../src/aws/protocol/answerBodies';

describe('the bodies of answers', () => {
  /** So many KB, each of them another number. */
  const kilobytes = (count: number, first: number) =>
    Array.from({ length: count }, (_, n) => Buffer.alloc(1024, (first + n) % 256));

  it('are whole, short and long ones, where many come together', async () => {
    const bodies = new AnswerBodies();
    const sizes = [0, 1, 40, 300, 31, 2, 700, 64, 32, 500];
    const seen = await Promise.all(
      sizes.map(async (size, n) => {
        const chunks = kilobytes(size, n);
        const bytes = await bodies.take(Readable.from(chunks));
        // Read in the turn that they were given in.
        return Buffer.concat(chunks).equals(bytes);
      }),
    );
    assert.deepEqual(
      seen,
      sizes.map(() => true),
    );
  });

  it('take no more memory where they are long and many', async () => {
    const bodies = new AnswerBodies();
    const memory = new Set<ArrayBufferLike>();
    for (let n = 0; n < 20; n++) {
      memory.add((await bodies.take(Readable.from(kilobytes(300 + n, n)))).buffer);
    }
    assert.equal(memory.size, 1);
  });

  it('fail where they do not end, after so many bytes or so long', async () => {
    function* endless() {
      for (;;) {
        yield Buffer.alloc(1024);
      }
    }
    const long = new AnswerBodies({ bytes: 100_000 });
    await assert.rejects(long.take(Readable.from(endless())), /did not end after 100000 bytes/);
    const slow = new AnswerBodies({ milliseconds: -1 });
    await assert.rejects(slow.take(Readable.from(endless())), /did not end after/);
  });

  it('fail as their streams do', async () => {
    const failure = new Error('The connection was lost.');
    const body = Readable.from(
      (function* () {
        yield Buffer.alloc(100_000);
        throw failure;
      })(),
    );
    await assert.rejects(new AnswerBodies().take(body), failure);
  });
});
