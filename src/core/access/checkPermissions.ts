import type { Page, RedshiftGateway } from '../model/gateway';
import { type Problem, problemOf } from '../model/problem';
import { allOperations } from '../operations/all';
import { readOperations } from './readOperations';

/** One operation, and whether these credentials may use it. */
export interface Permission {
  readonly operation: string;
  /** `notTried`: it changes something, so that trying it is doing it. `failed`: there was no word about permissions. */
  readonly outcome: 'allowed' | 'denied' | 'failed' | 'notTried';
  readonly problem?: Problem;
}

type Probe = (gateway: ProbeGateway, signal: AbortSignal) => Promise<unknown>;
type ProbeGateway = Pick<RedshiftGateway, 'clusters' | 'snapshots' | 'callerIdentity' | 'events' | 'describeStorage'>;

/** The least that asks for an operation. */
const probes: Readonly<Record<string, Probe>> = {
  GetCallerIdentity: (gateway, signal) => gateway.callerIdentity(signal),
  DescribeClusters: (gateway, signal) => firstPage(gateway.clusters(signal)),
  DescribeClusterSnapshots: (gateway, signal) => firstPage(gateway.snapshots({}, signal)),
  DescribeEvents: (gateway, signal) => firstPage(gateway.events({}, signal)),
  DescribeStorage: (gateway, signal) => gateway.describeStorage(signal),
};

/** Tries every operation that only reads, at once; names the others. Never rejects. */
export async function checkPermissions(gateway: ProbeGateway, signal: AbortSignal): Promise<readonly Permission[]> {
  const tried = [...readOperations].map(async (operation): Promise<Permission> => {
    const probe = probes[operation];
    if (probe === undefined) {
      return { operation, outcome: 'notTried' };
    }
    try {
      await probe(gateway, signal);
      return { operation, outcome: 'allowed' };
    } catch (error) {
      const problem = problemOf(error);
      return { operation, outcome: problem.kind === 'accessDenied' ? 'denied' : 'failed', problem };
    }
  });
  return [
    ...(await Promise.all(tried)),
    ...allOperations.map(({ name }) => ({ operation: name, outcome: 'notTried' as const })),
  ];
}

async function firstPage(pages: AsyncIterable<Page<unknown>>): Promise<void> {
  for await (const _page of pages) {
    return;
  }
}
