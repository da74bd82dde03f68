import assert from 'node:assert/strict';
import { desktopMissing } from '../../support/desktop';

describe('the desktop build', () => {
  it('that cannot be downloaded is an obstacle, which says why', async () => {
    const offline = () => Promise.reject(new Error('getaddrinfo ENOTFOUND update.example'));
    const obstacle = await desktopMissing('1.139.1', offline);
    assert.match(obstacle ?? '', /VS Code 1\.139\.1 could not be downloaded \(getaddrinfo ENOTFOUND update\.example\)/);
  });

  it('that is there is none', async () => {
    assert.equal(await desktopMissing('1.139.1', async () => '/code'), undefined);
  });
});
