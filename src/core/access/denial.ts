import type { Problem } from '../model/problem';

/** What an AccessDenied says about itself. */
export interface Denial {
  /** E.g. `redshift:CopyClusterSnapshot`. */
  readonly action: string;
  /** ARN of what was touched, where the message names one. */
  readonly resource?: string;
  /** A policy forbids it: nothing that allows it can help. */
  readonly explicit: boolean;
}

const DENIED = /(?:is not|^Not) authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)(?: on resource: (arn:[^\s"'<>]+))?/;

/** The action that is missing, e.g. `redshift:DescribeClusters`; undefined where nothing says which. */
export function deniedAction({ message, operation }: Pick<Problem, 'message' | 'operation'>): string | undefined {
  return denialOf(message)?.action ?? (operation && actionOf(operation));
}

/** How IAM policies name an operation. */
export function actionOf(operation: string): string {
  return operation === 'GetCallerIdentity' ? `sts:${operation}` : `redshift:${operation}`;
}

/** Reads the service's sentence, e.g. `User: … is not authorized to perform: sts:AssumeRole on resource: arn:…`. */
export function denialOf(message: string): Denial | undefined {
  const [, action, resource] = DENIED.exec(message) ?? [];
  if (action === undefined) {
    return undefined;
  }
  const explicit = /with an explicit deny/.test(message);
  return resource === undefined ? { action, explicit } : { action, resource, explicit };
}
