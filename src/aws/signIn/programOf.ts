import { expandPath } from '../profiles/expandPath';
import type { Program } from './runProgram';

type Start = Pick<Program, 'file' | 'parameters' | 'isQuoted'>;

/** What no quotes can protect from cmd.exe. */
const UNSAFE_FOR_CMD = /["%!\r\n]/;

/**
 * How to start a command without a shell acting on its parameters. Windows starts `.cmd` and `.bat` files, and finds
 * others than `.exe` by their names, only through cmd.exe: undefined where that would change what a parameter says.
 */
export function programOf(words: readonly string[], platform = process.platform): Start | undefined {
  const [name = '', ...parameters] = words;
  const file = expandPath(name);
  if (platform !== 'win32' || /\.(?:exe|com)$/i.test(file)) {
    return { file, parameters, isQuoted: false };
  }
  if (![file, ...parameters].some(word => UNSAFE_FOR_CMD.test(word))) {
    const line = [file, ...parameters].map(quoted).join(' ');
    return { file: process.env['ComSpec'] || 'cmd.exe', parameters: ['/d', '/s', '/c', `"${line}"`], isQuoted: true };
  }
  return /\.(?:cmd|bat)$/i.test(file) ? undefined : { file, parameters, isQuoted: false };
}

/** A backslash before the closing quote would escape it. */
function quoted(word: string): string {
  return `"${word.replace(/\\+$/, '$&$&')}"`;
}
