/** A failure to get credentials at all: no request of ours was made. `cause` is the provider's own error. */
export class CredentialsError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'CredentialsError';
  }
}
