/**
 * An error of a service that speaks JSON, whose code the SDK keeps in its name only: with the code where the services that
 * speak XML have it. Anything else as it is.
 */
export function withServiceCode(error: unknown): unknown {
  const isAnswer = error instanceof Error && '$metadata' in error && error.name.endsWith('Exception');
  return isAnswer ? Object.assign(error, { Error: { Code: error.name } }) : error;
}
