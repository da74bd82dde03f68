import { Sessions, type SessionsOptions } from '../../../src/core/session/sessions';
import { aProfileList, aTarget } from '../../support/builders';

/** Sessions on the profile of `aTarget`, in a window that shows nothing and remembers nothing. */
export function quietSessions(given: Pick<SessionsOptions, 'connect'> & Partial<SessionsOptions>): Sessions {
  return new Sessions({
    readProfiles: async () => aProfileList({ initial: aTarget().source }),
    startSandbox: () => Promise.reject(new Error('No sample here.')),
    memory: { read: () => undefined, write: () => {} },
    furtherRegions: () => [],
    treeChanged: () => {},
    refreshing: () => {},
    changed: () => {},
    principalChanged: () => {},
    failed: error => {
      throw error;
    },
    ...given,
  });
}
