import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneLine, plainLines, plainText } from '../../../../src/ui/text/plain';
import { sourceFiles, textOf } from '../../sources';

const boundary = 'src/ui/vscode/window.ts';

/** What VS Code's notifications, progress titles and input boxes make a link of (its `linkedText.ts`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)\3)?\)/i;
/** What its quick picks, input boxes and status bar make an icon of (its `iconLabels.ts`). */
const icon = /\$\([a-z][a-z0-9-]*(?:~[a-z]+)?\)/i;

describe('text from anywhere', () => {
  it('is in no message a link, an icon, or a second line', () => {
    const part = fc.constantFrom(
      '[x]',
      '](',
      '(command:a)',
      '$(',
      '$',
      '(',
      'key',
      ')',
      '\\',
      '\n',
      '\u2028',
      '\u202E',
      '\u00AD',
      '\uFEFF',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const shown = plainText(parts.join(''));
        assert.doesNotMatch(shown, link);
        assert.doesNotMatch(shown, icon);
        assert.doesNotMatch(shown, /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads as it was written', () => {
    const hostile = 'a [x](command:workbench.action.quit) $(trash) b';
    assert.equal(plainText(hostile).replaceAll('\u200B', ''), hostile);
    assert.equal(plainText('Zürich 😀 (eu) [1] $5'), 'Zürich 😀 (eu) [1] $5');
  });

  it('has nothing in it that nobody sees, nor what turns it around', () => {
    for (const code of [0xad, 0x34f, 0x61c, 0x3164, 0x200b, 0x200d, 0x202e, 0x2060, 0x2066, 0xfeff, 0xfff9, 0xe0041]) {
      const digits = code.toString(16).toUpperCase().padStart(4, '0');
      const shown = digits.length > 4 ? `a\\u{${digits}}b` : `a\\u${digits}b`;
      assert.equal(oneLine(`a${String.fromCodePoint(code)}b`), shown);
      assert.equal(plainText(`a${String.fromCodePoint(code)}b`), shown);
    }
    assert.equal(
      plainText('\u{1F469}\u200D\u{1F4BB} \u2764\uFE0F é ü 日本'),
      '\u{1F469}\u200D\u{1F4BB} \u2764\uFE0F é ü 日本',
    );
  });

  it('has an end', () => {
    assert.equal(plainText('a'.repeat(5_000)), `${'a'.repeat(1_000)}…`);
    assert.equal(plainText('a'.repeat(1_000)), 'a'.repeat(1_000));
    assert.ok(plainText('](\n'.repeat(1_000_000)).length < 2_000);
  });

  it('is one line in the log, and as many lines as were meant in a dialog', () => {
    assert.equal(oneLine('failed\r\n2026-11-30 [info] all is well'), 'failed 2026-11-30 [info] all is well');
    assert.equal(plainLines(['a\nb', 'c']), 'a b\nc');
  });

  /** Each would show text, or gives something whose texts are shown. */
  const shows = {
    'a message': /\bshow(?:Error|Warning|Information)Message\b/,
    progress: /\bwindow\.withProgress\b/,
    'an input box': /\b(?:create|show)InputBox\b/,
    'a quick pick': /\b(?:create|show)QuickPick\b/,
    'a message in the status bar': /\bsetStatusBarMessage\b/,
    'the text of a prompt': /\b(?:input|list|pick|box)\.(?:title|prompt|placeholder|validationMessage|items)\s*=(?!=)/i,
    'the text of a status bar item': /\b#?(?:item|status)\.text\s*=(?!=)/,
    'the icon of a text': /\$\([a-z-]+(?:~\w+)?\)/,
  };
  for (const [what, pattern] of Object.entries(shows)) {
    it(`is made plain where it is shown: ${what} comes from ${boundary} alone`, async () => {
      const files = (await sourceFiles()).filter(file => file.startsWith('src/ui/') || file === 'src/extension.ts');
      assert.deepEqual(
        files.filter(file => file !== boundary && pattern.test(withoutComments(textOf(file)))),
        [],
      );
      assert.ok(what === 'the icon of a text' || pattern.test(textOf(boundary)), 'The pattern finds nothing at all.');
    });
  }

  it('is in Markdown only as escaped text, which is never trusted', async () => {
    for (const file of await sourceFiles()) {
      const text = textOf(file);
      assert.doesNotMatch(text, /\b(?:isTrusted|supportHtml|supportThemeIcons)\b/, file);
      assert.doesNotMatch(text, /new MarkdownString\([^)]|appendMarkdown\([^'\n]/, file);
    }
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
