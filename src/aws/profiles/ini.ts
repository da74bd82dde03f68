import type { ConfigProblem } from '../../core/model/aws';
import { credentialOptions, settingOptions } from './options';

/** A section as the AWS CLI reads it; names of options in lower case, in the file's order. */
export interface IniSection {
  readonly name: string;
  /** 1-based line of its (first) header. */
  readonly line: number;
  readonly options: Map<string, IniOption>;
}

export interface IniOption {
  readonly line: number;
  /** First the text after the delimiter (may be empty), then the continuation lines. */
  readonly values: string[];
}

export type IniProblem = Omit<ConfigProblem, 'file'>;

export interface IniFile {
  readonly sections: readonly IniSection[];
  /** Each of them makes the AWS CLI refuse the whole file; what could be read is in `sections` all the same. */
  readonly problems: readonly IniProblem[];
  /** Headers that are indented more than the option above them, whose value they continue. */
  readonly indented: readonly IniProblem[];
}

/** Stands for a line that may be a secret. */
export const HIDDEN_TEXT = '…';

/** Options of this section apply to all others; it is not a profile. */
const DEFAULTS_SECTION = 'DEFAULT';
const HEADER = /^\[(.+)\]/s;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a shared config or credentials file by the rules of Python's `RawConfigParser`, which the AWS CLI uses: deeper
 * indented lines continue a value (even if they look like a header), comments fill a line of their own, `:` delimits as
 * well as `=`. Where Python gives up, this goes on and notes the problem.
 */
export function parseIni(text: string): IniFile {
  const reader = new IniReader();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    reader.read(line, index + 1);
  }
  return reader.finish();
}

class IniReader {
  readonly #sections = new Map<string, IniSection>();
  readonly #defaults: IniSection = { name: DEFAULTS_SECTION, line: 0, options: new Map() };
  readonly #problems: IniProblem[] = [];
  readonly #indented: IniProblem[] = [];
  /** Since the last header of this section's: a repeated section is one problem, not one an option. */
  #seen = new Set<string>();
  #section: IniSection | undefined;
  #option: IniOption | undefined;
  #indentation = 0;

  read(line: string, number: number): void {
    const text = trim(line);
    if (text === '') {
      this.#option?.values.push('');
    }
    if (text === '' || text.startsWith('#') || text.startsWith(';')) {
      return;
    }
    const indentation = line.search(/\S|\uFEFF/);
    if (this.#option && indentation > this.#indentation) {
      this.#option.values.push(text);
      const name = HEADER.exec(text)?.[1];
      if (name !== undefined) {
        this.#indented.push({ kind: 'indentedSection', line: number, text: shorten(name) });
      }
      return;
    }
    this.#indentation = indentation;
    const header = HEADER.exec(this.#withoutMark(text, number));
    if (header?.[1] !== undefined) {
      this.#begin(header[1], number);
    } else if (this.#section === undefined) {
      this.#reportOnce('noSection', number, text);
    } else {
      this.#assign(this.#section, text, number);
    }
  }

  finish(): IniFile {
    const sections = [...this.#sections.values()];
    for (const section of sections) {
      for (const [name, option] of this.#defaults.options) {
        if (!section.options.has(name)) {
          section.options.set(name, option);
        }
      }
      this.#checkNested(section);
    }
    const problems = this.#problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { sections, problems, indented: this.#indented };
  }

  /** Python sees a byte order mark as the first letter of the first line, and then no header there. */
  #withoutMark(text: string, number: number): string {
    if (number !== 1 || !text.startsWith(BYTE_ORDER_MARK)) {
      return text;
    }
    this.#problems.push({ kind: 'noSection', line: 1, text: `U+FEFF ${shorten(text.slice(1))}` });
    return text.slice(1);
  }

  #begin(name: string, line: number): void {
    this.#option = undefined;
    this.#seen = new Set();
    if (name === DEFAULTS_SECTION) {
      this.#section = this.#defaults;
      return;
    }
    const known = this.#sections.get(name);
    if (known) {
      this.#problems.push({ kind: 'duplicateSection', line, text: shorten(`[${name}]`) });
    }
    this.#section = known ?? { name, line, options: new Map() };
    this.#sections.set(name, this.#section);
  }

  #assign(section: IniSection, text: string, line: number): void {
    const [name = '', value] = nameAndValue(text);
    if (name === '' || value === undefined) {
      this.#problems.push({ kind: 'syntax', line, text: withoutValue(text) });
      return;
    }
    const key = name.toLowerCase();
    if (this.#seen.has(key)) {
      this.#problems.push({ kind: 'syntax', line, text: withoutValue(text) });
    }
    this.#seen.add(key);
    this.#option = { line, values: [value] };
    section.options.set(key, this.#option);
  }

  /** A value that begins on the next line is a block of settings of its own: `name = value` each. */
  #checkNested(section: IniSection): void {
    for (const option of section.options.values()) {
      const bad =
        option.values[0] === ''
          ? option.values.slice(1).find(value => value !== '' && !value.includes('='))
          : undefined;
      if (bad !== undefined) {
        this.#problems.push({ kind: 'syntax', line: option.line, text: withoutValue(bad) });
      }
    }
  }

  /** Lines before the first header are one mistake, however many they are. */
  #reportOnce(kind: ConfigProblem['kind'], line: number, text: string): void {
    if (!this.#problems.some(problem => problem.kind === kind)) {
      this.#problems.push({ kind, line, text: withoutValue(text) });
    }
  }
}

/** Both sides of the first delimiter; the text alone where there is none. */
function nameAndValue(text: string): readonly string[] {
  const at = text.search(/[=:]/);
  return at < 0 ? [text] : [trim(text.slice(0, at)), trim(text.slice(at + 1))];
}

/** Like Python's strip: a byte order mark is not white space. The lookbehind keeps it linear in long runs of blanks. */
function trim(line: string): string {
  return line.replace(/^[^\S\uFEFF]+|(?<![^\S\uFEFF])[^\S\uFEFF]+$/g, '');
}

/** The name before the delimiter. A line without one may be half of a secret: only what cannot be one is shown, its option's name. */
function withoutValue(text: string): string {
  const [name = '', value] = nameAndValue(text);
  if (value !== undefined) {
    return shorten(name);
  }
  const [first = ''] = text.split(/\s/);
  if (settingOptions.includes(first) || credentialOptions.includes(first)) {
    return first === text ? first : `${first} …`;
  }
  return text.startsWith('[') || /^[a-z_ ]{1,32}$/.test(text) ? shorten(text) : HIDDEN_TEXT;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
