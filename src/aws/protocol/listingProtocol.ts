import { SNAPSHOT_MEMBERS } from '../model/models';
import { CheckedQueryProtocol } from './checkedProtocol';

/** The protocol for long lists: of each snapshot it reads what the list keeps, which is half the work. */
export class ListingProtocol extends CheckedQueryProtocol {
  constructor(options: ConstructorParameters<typeof CheckedQueryProtocol>[0]) {
    super(options, { Snapshot: new Set(SNAPSHOT_MEMBERS) });
  }
}
