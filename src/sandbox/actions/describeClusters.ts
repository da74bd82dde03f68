import {
  ClusterNotFoundFault$,
  type ClustersMessage,
  DescribeClusters$,
  type DescribeClustersMessage,
} from '@aws-sdk/client-redshift';
import { modelled, type ServiceError } from '../protocol/serviceError';
import type { StoredCluster } from '../state/record';
import { compareText } from '../state/snapshotIndex';
import { type ActionContext, action } from './action';
import { pageOf } from './paging';
import { tagFilter } from './tags';

/** DescribeClusters: by name. ClusterIdentifier is case sensitive here, as its documentation says. */
export const describeClusters = action<DescribeClustersMessage, ClustersMessage>({
  operation: DescribeClusters$,
  resource: input => `cluster:${input.ClusterIdentifier ?? '*'}`,
  run: (input, context) => {
    const page = pageOf(
      {
        items: matching(input, context),
        positionOf: cluster => [cluster.ClusterIdentifier],
        compare: ([a], [b]) => compareText(String(a), String(b)),
      },
      input,
    );
    return { Marker: page.marker, Clusters: [...page.items] };
  },
});

function matching(input: DescribeClustersMessage, { store }: ActionContext): readonly StoredCluster[] {
  const hasTags = tagFilter(input);
  const wanted = input.ClusterIdentifier;
  const named = store.clusters().filter(cluster => !wanted || cluster.ClusterIdentifier === wanted);
  if (wanted && named.length === 0) {
    throw clusterNotFound(wanted);
  }
  return hasTags === undefined ? named : named.filter(cluster => hasTags(cluster.Tags ?? []));
}

export function clusterNotFound(identifier: string): ServiceError {
  return modelled(ClusterNotFoundFault$, `Cluster ${identifier} not found.`);
}
