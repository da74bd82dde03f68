import { ResourceNotFoundFault$ } from '@aws-sdk/client-redshift';
import { modelled, type ServiceError } from '../protocol/serviceError';
import { fold, type SnapshotRecord } from '../state/record';
import type { ActionContext } from './action';

/** The part of an ARN that a policy names, without `arn:…:`: `snapshot:alpha/made`. */
export function resourceOfArn(arn = ''): string {
  return arn.split(':').slice(5).join(':');
}

/** The caller's own snapshot that an ARN names. Throws ResourceNotFoundFault. */
export function snapshotOfArn(arn: string, { store }: ActionContext): SnapshotRecord {
  const found = store.snapshots.find(({ snapshot }) => fold(snapshot.SnapshotArn) === fold(arn));
  if (found === undefined) {
    throw resourceNotFound(arn);
  }
  return found;
}

function resourceNotFound(arn: string): ServiceError {
  return modelled(ResourceNotFoundFault$, `The resource ${arn} could not be found.`);
}
