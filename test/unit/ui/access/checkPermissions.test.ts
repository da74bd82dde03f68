import { deepEqual } from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/model/json';
import { allOperations } from '../../../../src/core/operations/all';
import { showPermissions } from '../../../../src/ui/access/checkPermissions';
import { aFailure } from '../../../support/builders';
import { FakeGateway, pages, pagesThenFailure } from '../../core/fakeGateway';
import { quietSessions } from '../../core/quietSessions';

describe('the document of permissions', () => {
  it('has every operation, what the service says without a link, and a policy to copy', async () => {
    const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
    const words = `User: ${identity.arn} is not authorized to perform: redshift:DescribeClusters`;
    const page = ' <img src="https://example.com/seen"> [x](https://example.com/seen)';
    const denied = aFailure('accessDenied', {
      code: 'AccessDenied',
      message: words + page,
      operation: 'DescribeClusters',
    });
    const sessions = quietSessions({
      connect: async () =>
        new FakeGateway({
          clusters: () => pagesThenFailure(denied),
          snapshots: () => pages(),
          events: () => pages(),
          describeStorage: async () => ({}),
          callerIdentity: async () => identity,
        }),
    });
    const documents: JsonObject[] = [];
    await sessions.start();
    await showPermissions({ openPermissions: async (_, json) => void documents.push(json) }, sessions.all);
    sessions.dispose();

    const changes = allOperations.map(({ name }) => name);
    const statement = (Action: string, Resource: string) => ({
      Effect: 'Allow',
      Action: `redshift:${Action}`,
      Resource,
    });
    const { region = '' } = sessions.all[0]?.target ?? {};
    deepEqual(documents, [
      {
        ...{ Credentials: 'work', Account: identity.account, CallerArn: identity.arn },
        Regions: [
          {
            Region: region,
            Permissions: [
              {
                ...{ Operation: 'DescribeClusters', Outcome: 'Denied' },
                Message: `AccessDenied: ${words} <img src="https: //example.com/seen"> [x](https: //example.com/seen)`,
              },
              { Operation: 'DescribeClusterSnapshots', Outcome: 'Allowed' },
              { Operation: 'DescribeEvents', Outcome: 'Allowed' },
              { Operation: 'DescribeStorage', Outcome: 'Allowed' },
              { Operation: 'GetCallerIdentity', Outcome: 'Allowed' },
              ...changes.map(Operation => ({ Operation, Outcome: 'NotTriedAsItChangesSomething' })),
            ],
          },
        ],
        Policy: {
          Version: '2012-10-17',
          Statement: [
            statement('DescribeClusters', '*'),
            ...changes.map(action => statement(action, `arn:aws:redshift:${region}:${identity.account}:snapshot:*/*`)),
          ],
        },
      },
    ]);
  });
});
