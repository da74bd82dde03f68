import assert from 'node:assert/strict';
import { type Asker, PrincipalGuard } from '../../../../src/aws/connection/principalGuard';
import type { CallerIdentity } from '../../../../src/core/model/target';
import { aFailure } from '../../../support/builders';

const me: CallerIdentity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };

describe('whose credentials they are', () => {
  const key = (number: number) => ({ accessKeyId: `AKIA${number}`, secretAccessKey: 'secret' });
  const asker = (region: string, whoIs: Asker['whoIs']): Asker => ({ region, whoIs });
  const guard = () => new PrincipalGuard(() => {});

  it('is said by any Region that can: one that is not enabled, and was asked first, takes nothing from the others', async () => {
    const guarding = guard();
    const [disabled, enabled] = await Promise.allSettled([
      guarding.principalOf(
        key(1),
        asker('ap-east-1', () => Promise.reject(aFailure('credentialsRejected'))),
      ),
      guarding.principalOf(
        key(1),
        asker('eu-west-1', async () => me),
      ),
    ]);
    assert.equal(disabled.status, 'rejected');
    assert.deepEqual(enabled, { status: 'fulfilled', value: me });
  });

  it('is compared with the first ones, however many have come and gone since, which may not work any more', async () => {
    const guarding = guard();
    const asked: string[] = [];
    const whoIs = async ({ accessKeyId }: { readonly accessKeyId: string }) => {
      asked.push(accessKeyId);
      return me;
    };
    for (let number = 0; number < 50; number += 1) {
      await guarding.admit(key(number), 'changing', asker('eu-west-1', whoIs));
    }
    assert.equal(asked.length, 50);
    assert.equal(new Set(asked).size, 50, 'each of them once');
  });
});
