import type { Aws } from '../core/model/aws';
import { Caller } from './connection/caller';
import { Connection } from './connection/connection';
import { SdkGateway } from './gateway';
import { readProfiles } from './profiles/readProfiles';
import { allRegions } from './regions';
import { MfaSessions } from './signIn/mfaSessions';
import { signInWithBrowser } from './signIn/signInWithBrowser';
import { SsoCache } from './signIn/ssoCache';

/** What the aws layer exports: its own bundle, loaded on first use. */
export function createAws(): Aws {
  const mfa = new MfaSessions();
  const sso = new SsoCache();
  return {
    readProfiles,
    regions: allRegions,
    connect: options => new SdkGateway(new Connection(options, new Caller(options, { mfa, sso }))),
    signIn: (place, options) => signInWithBrowser(place, options, sso),
  };
}
