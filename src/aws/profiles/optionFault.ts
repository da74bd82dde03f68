import type { ProfileFault } from '../../core/model/profileFault';
import { faultError } from '../failures/signInErrors';
import { locationOf } from './location';
import type { SharedFiles } from './sharedFiles';

export type Fault = Pick<ProfileFault, 'kind' | 'name' | 'meant' | 'other'>;

/** What is wrong in the last profile of a chain, at the option that it is about, or at another one. */
export function optionFault(files: SharedFiles, chain: readonly string[], fault: Fault, at = fault.name): Error {
  return faultError({ ...fault, chain, ...locationOf(files, 'profile', chain.at(-1) ?? '', at) });
}
