import type { Page, RedshiftGateway } from '../model/gateway';
import { ProblemError, problemOf } from '../model/problem';

type Lists = Pick<RedshiftGateway, 'clusters' | 'snapshots' | 'cluster'>;

/**
 * A Region that is not enabled for the account, or belongs to another partition, calls good keys unknown. Where they are
 * accepted elsewhere that is what has happened: the lists say so, and not that the keys are wrong.
 */
export function explainingRejections(lists: Lists, acceptedElsewhere: () => Promise<boolean>): Lists {
  const explained = async (error: unknown): Promise<unknown> => {
    const problem = problemOf(error);
    const suspect =
      problem.kind === 'credentialsRejected' && /^(InvalidClientTokenId|UnrecognizedClient)/.test(problem.code);
    return suspect && (await acceptedElsewhere()) ? new ProblemError({ ...problem, kind: 'regionDisabled' }) : error;
  };
  const pages = async function* <Item>(from: AsyncIterable<Page<Item>>): AsyncIterable<Page<Item>> {
    try {
      yield* from;
    } catch (error) {
      throw await explained(error);
    }
  };
  return {
    clusters: signal => pages(lists.clusters(signal)),
    snapshots: (query, signal) => pages(lists.snapshots(query, signal)),
    cluster: (identifier, signal) =>
      lists.cluster(identifier, signal).catch(async error => {
        throw await explained(error);
      }),
  };
}

/** Whether one of these promises comes to something; as soon as one has, the others are not waited for. */
export async function anyDefined(promises: readonly Promise<unknown>[]): Promise<boolean> {
  const defined = promises.map(async promise => {
    if ((await promise) === undefined) {
      throw new Error('It has come to nothing.');
    }
  });
  return Promise.any(defined).then(
    () => true,
    () => false,
  );
}
