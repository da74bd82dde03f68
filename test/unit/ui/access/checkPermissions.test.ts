import { deepEqual } from 'node:assert/strict';
import { showPermissions } from '../../../../src/ui/access/checkPermissions';
import { aFailure } from '../../../support/builders';
import { FakeGateway, pages, pagesThenFailure } from '../../core/fakeGateway';
import { quietSessions } from '../../core/quietSessions';

describe('the table of permissions', () => {
  it('is narrow enough for an editor: what the service says stands below it', async () => {
    const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
    const words = `User: ${identity.arn} is not authorized to perform: redshift:DescribeClusters`;
    const page = ' <img src="https://example.com/seen"> ![x](https://example.com/seen)';
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
          callerIdentity: async () => identity,
        }),
    });
    const texts: string[] = [];
    await sessions.start();
    await showPermissions({ openText: async (_subject, _session, text) => void texts.push(text) }, sessions.all);
    sessions.dispose();

    const [text = ''] = texts;
    deepEqual(
      text.split('\n').filter(line => line.startsWith('| ')),
      [
        '| Operation                | Outcome                         |',
        '| ------------------------ | ------------------------------- |',
        '| DescribeClusters         | denied                          |',
        '| DescribeClusterSnapshots | allowed                         |',
        '| GetCallerIdentity        | allowed                         |',
        '| CopyClusterSnapshot      | not tried: it changes something |',
        '| CreateClusterSnapshot    | not tried: it changes something |',
        '| ModifyClusterSnapshot    | not tried: it changes something |',
        '| DeleteClusterSnapshot    | not tried: it changes something |',
      ],
    );
    deepEqual(
      text.split('\n').filter(line => line.startsWith('- ')),
      [
        `- DescribeClusters: AccessDenied: ${words} \\<img src="https://example.com/seen"> ![x]\u200B(https://example.com/seen)`,
      ],
    );
  });
});
