import { type ChildProcess, spawn } from 'node:child_process';
import { endWithChildren, startsOwnGroup } from './processTree';

export interface Program {
  readonly file: string;
  readonly parameters: readonly string[];
  /** On Windows: the parameters are quoted already. */
  readonly isQuoted: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Milliseconds that it may take. */
  readonly limit: number;
  /** Called with what it has printed on stderr up to now, while it runs. */
  readonly onWords: (words: string) => void;
}

export interface ProgramEnd {
  readonly kind: 'exit' | 'late' | 'tooLong';
  /** Absent where a signal ended it. */
  readonly code?: number;
  readonly stdout: Buffer;
  /** The end of what it has printed on stderr. */
  readonly words: string;
}

/** Bytes of an answer, which holds one set of credentials. */
const MAX_ANSWER = 1024 * 1024;
/** Characters of stderr that are kept, the latest ones. */
const MAX_WORDS = 2000;

/** Runs a program without a shell. It gets no input. Rejects where it cannot be started, or the signal is aborted. */
export function runProgram({ signal, limit, onWords, ...program }: Program): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = start(program);
    const answer: Buffer[] = [];
    let size = 0;
    let words = '';
    const end = (kind: ProgramEnd['kind'], code?: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve({ kind, stdout: Buffer.concat(answer), words: words.trim(), ...(typeof code === 'number' && { code }) });
    };
    const endEarly = (kind: 'late' | 'tooLong'): void => {
      end(kind);
      endWithChildren(child.pid);
    };
    const abort = (): void => {
      clearTimeout(timer);
      reject(new DOMException('The request was cancelled.', 'AbortError'));
      endWithChildren(child.pid);
    };
    const timer = setTimeout(endEarly, limit, 'late');
    signal.addEventListener('abort', abort, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER) {
        endEarly('tooLong');
      } else {
        answer.push(chunk);
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-MAX_WORDS);
      onWords(words.trim());
    });
    child.on('error', error => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      reject(error);
    });
    child.on('close', code => end('exit', code));
  });
}

function start({ file, parameters, isQuoted }: Pick<Program, 'file' | 'parameters' | 'isQuoted'>): ChildProcess {
  return spawn(file, parameters, {
    env: environment(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: startsOwnGroup(),
    windowsHide: true,
    windowsVerbatimArguments: isQuoted,
  });
}

/** Without what is meant for the extension host: a program that is made with Electron or Node.js would act on it. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:ELECTRON_|VSCODE_|NODE_OPTIONS$)/i.test(name)),
  );
}
