import { Random } from '../model/random';
import { type Fault, isCompanion } from './fault';

/** A fault that was injected. */
export interface InjectedFault {
  /** How many requests it has been applied to so far. */
  readonly applied: number;
  remove(): void;
}

/** The part of a request that faults look at. */
export interface FaultTarget {
  readonly action: string;
  readonly hasMarker: boolean;
}

interface Entry {
  readonly fault: Fault;
  left: number;
  applied: number;
}

/** The faults that wait for requests, in the order in which they were injected. Random ones repeat with the seed. */
export class FaultQueue {
  private entries: Entry[] = [];
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  inject(fault: Fault): InjectedFault {
    const entry: Entry = { fault, left: fault.count ?? (fault.probability === undefined ? 1 : Infinity), applied: 0 };
    this.entries.push(entry);
    return {
      get applied() {
        return entry.applied;
      },
      remove: () => {
        this.entries = this.entries.filter(other => other !== entry);
      },
    };
  }

  clear(): void {
    this.entries = [];
  }

  /** The faults that apply to this request: the first that matches, and every companion that matches. */
  take(target: FaultTarget): readonly Fault[] {
    const taken: Fault[] = [];
    let decided = false;
    for (const entry of this.entries) {
      const companion = isCompanion(entry.fault);
      if ((companion || !decided) && this.applies(entry, target)) {
        decided ||= !companion;
        entry.left -= 1;
        entry.applied += 1;
        taken.push(entry.fault);
      }
    }
    return taken;
  }

  private applies({ fault, left }: Entry, { action, hasMarker }: FaultTarget): boolean {
    return (
      left > 0 &&
      (fault.action === undefined || fault.action === action) &&
      (fault.name !== 'repeatMarker' || hasMarker) &&
      (fault.name !== 'ignoreFilters' || action.startsWith('Describe')) &&
      (fault.probability === undefined || this.random.fraction() < fault.probability)
    );
  }
}
