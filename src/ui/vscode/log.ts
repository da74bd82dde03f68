import { type LogOutputChannel, window } from 'vscode';
import type { RequestRecord } from '../../core/model/gateway';
import { problemOf } from '../../core/model/problem';
import { oneLine } from '../text/plain';

type Channel = Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error' | 'show' | 'dispose'>;

/** The output channel "Redshift Snapshots": a line for each request and each error shown; never a secret. */
export class Log {
  readonly #channel: Channel;

  constructor(channel: Channel = window.createOutputChannel('Redshift Snapshots', { log: true })) {
    this.#channel = channel;
  }

  readonly request = (record: RequestRecord): void => {
    const { operation, target, milliseconds, attempts, requestId = '-', errorCode, isExpected = false } = record;
    const facts = [operation, target, `${Math.round(milliseconds)} ms`, `request ${requestId}`, `attempts ${attempts}`];
    const line = oneLine([...facts, ...(errorCode === undefined ? [] : [errorCode])].join(' · '));
    if (errorCode === undefined) {
      this.#channel.info(line);
    } else if (isExpected) {
      this.#channel.debug(line);
    } else {
      this.#channel.warn(line);
    }
  };

  readonly error = (error: unknown): void => {
    const { code, message, requestId } = problemOf(error);
    this.#channel.error(oneLine(`${code}: ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`));
  };

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
