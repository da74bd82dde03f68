import assert from 'node:assert/strict';
import { expandPath } from '../../../../src/aws/profiles/expandPath';
import { parseIni } from '../../../../src/aws/profiles/ini';

/** A pattern that tries each place anew would need hours for so many. */
const many = 1_000_000;

describe('a shared file with a line of a megabyte', () => {
  const spaces = ' '.repeat(many);
  const read = (text: string) => parseIni(`[profile p]\n${text}`);
  const readValue = (text: string) => read(text).sections[0]?.options.get('key')?.values[0];

  it('is read in linear time', () => {
    assert.equal(readValue(`key${spaces}=${spaces}a${spaces}b`), `a${spaces}b`);
    assert.equal(read(`a${spaces}b`).problems.length, 1);
    assert.equal(parseIni(`x${spaces}y`).problems.length, 1);
    assert.equal(parseIni(`[x${spaces}y]`).sections.length, 1);
  });

  it('has its paths expanded in linear time', () => {
    const path = '${'.repeat(many);
    assert.equal(expandPath(path), path);
  });
});
