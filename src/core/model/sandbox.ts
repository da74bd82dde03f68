import type { StaticCredentials } from './aws';

/** A running sandbox, as the extension sees it. Implemented by the sandbox layer. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`; answers Redshift and STS. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: StaticCredentials;
  close(): Promise<void>;
}
