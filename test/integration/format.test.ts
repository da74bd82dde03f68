import { equal, match } from 'node:assert/strict';
import { languageOfTexts, relativeTime, retention, utcTime } from '../../src/ui/text/format';

describe('a text with a number', () => {
  it('says "now" of this very second, and how long ago of any other', () => {
    equal(relativeTime(5_999, 5_000), 'now');
    equal(relativeTime(5_000, 5_999), 'now');
    equal(relativeTime(4_000, 5_000), '1s ago');
    equal(relativeTime(4_000, 5_000, 'long'), '1 second ago');
  });

  it('is in English in a VS Code in German, as the words around it are, until these are translated', () => {
    equal(
      languageOfTexts(undefined, () => 'de'),
      'en',
    );
    equal(
      languageOfTexts({ now: 'jetzt' }, () => 'de'),
      'de',
    );
  });

  it('has a retention period as it has to be typed', () => {
    equal(retention(3653), '3653 days');
    equal(retention(1), '1 day');
    equal(retention(-1), 'Until deleted');
    // What the service could say.
    equal(retention(1e21), '1000000000000000000000 days');
    match(utcTime(9e15), /275760/);
  });
});
