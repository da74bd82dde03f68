import { XmlWriter } from '../protocol/output';
import { ServiceError, signatureMismatch } from '../protocol/serviceError';
import type { Action } from './action';
import { authorizeSnapshotAccess } from './authorizeSnapshotAccess';
import { copyClusterSnapshot } from './copyClusterSnapshot';
import { createClusterSnapshot } from './createClusterSnapshot';
import { createTags } from './createTags';
import { deleteClusterSnapshot } from './deleteClusterSnapshot';
import { deleteTags } from './deleteTags';
import { describeClusterSnapshots } from './describeClusterSnapshots';
import { describeClusters } from './describeClusters';
import { describeEvents } from './describeEvents';
import { describeStorage } from './describeStorage';
import { getCallerIdentity } from './getCallerIdentity';
import { modifyClusterSnapshot } from './modifyClusterSnapshot';
import { revokeSnapshotAccess } from './revokeSnapshotAccess';
import { assumeRole, assumeRoleWithWebIdentity, getSessionToken } from './sts';

/** One of the services behind the endpoint, told apart by the signing name of the request's credential scope. */
export interface AwsService {
  /** Signing name, and prefix of its permissions: `redshift:CopyClusterSnapshot`. */
  readonly name: string;
  readonly version: string;
  readonly writer: XmlWriter;
  readonly actions: readonly Action[];
}

export function awsServices(): readonly [redshift: AwsService, ...others: AwsService[]] {
  return [
    {
      name: 'redshift',
      version: '2012-12-01',
      writer: new XmlWriter('http://redshift.amazonaws.com/doc/2012-12-01/'),
      actions: [
        authorizeSnapshotAccess,
        copyClusterSnapshot,
        createClusterSnapshot,
        createTags,
        deleteClusterSnapshot,
        deleteTags,
        describeClusterSnapshots,
        describeClusters,
        describeEvents,
        describeStorage,
        modifyClusterSnapshot,
        revokeSnapshotAccess,
      ],
    },
    {
      name: 'sts',
      version: '2011-06-15',
      writer: new XmlWriter('https://sts.amazonaws.com/doc/2011-06-15/'),
      actions: [getCallerIdentity, getSessionToken, assumeRole, assumeRoleWithWebIdentity],
    },
  ];
}

/** The service and operation that answer a form without a signature; undefined for all others. */
export function unsignedFor(
  services: readonly AwsService[],
  form: ReadonlyMap<string, string>,
): AwsService | undefined {
  const name = form.get('Action');
  return services.find(({ actions }) => actions.some(({ operation, unsigned }) => unsigned && operation[2] === name));
}

/** Throws SignatureDoesNotMatch for a signing name that nothing here has. */
export function serviceFor(services: readonly AwsService[], signingName: string): AwsService {
  const service = services.find(({ name }) => name === signingName);
  if (service === undefined) {
    throw signatureMismatch("Credential should be scoped to correct service: 'redshift'.");
  }
  return service;
}

/** Finds the operation that a form names. Throws MissingAction, InvalidAction. */
export function actionFor(service: AwsService, form: ReadonlyMap<string, string>): Action {
  const name = form.get('Action');
  const version = form.get('Version');
  if (!name) {
    throw new ServiceError('MissingAction', 400, 'The request is missing an action or a required parameter.');
  }
  const found = service.actions.find(({ operation }) => operation[2] === name);
  if (found === undefined || version !== service.version) {
    const wanted = `Could not find operation ${name} for version ${version ?? 'NO_VERSION_SPECIFIED'}`;
    throw new ServiceError('InvalidAction', 400, wanted);
  }
  return found;
}
