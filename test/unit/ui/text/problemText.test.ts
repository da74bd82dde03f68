import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { ProblemKind } from '../../../../src/core/model/problem';
import { changeProblemText, problemText, serviceWords } from '../../../../src/ui/text/problemText';
import { aCopyRequest, aProblem, aTarget } from '../../../support/builders';

/** The sentence of each error that CopyClusterSnapshot models, and of those that are answered with other steps. */
const sentences: Readonly<Partial<Record<ProblemKind, string>>> = {
  clusterNotFound: 'The cluster alpha does not exist in eu-west-1. Nothing was copied.',
  snapshotAlreadyExists:
    'The name "alpha-keep" is taken. Another manual snapshot of this account in eu-west-1 has it. Nothing was copied.',
  snapshotNotFound: 'rs:alpha-2026-11-22-14-03-27 no longer exists. Nothing was copied.',
  invalidSnapshotState:
    'rs:alpha-2026-11-22-14-03-27 cannot be copied as it is now: only available snapshots can, and not the latest of a paused cluster. Nothing was copied.',
  snapshotQuotaExceeded:
    "The account's quota of manual snapshots in eu-west-1 is used up. Delete one, or request a higher quota. Nothing was copied.",
  invalidRetentionPeriod:
    'Redshift does not accept a retention period of 30 days. Use 1 to 3653, or -1. Nothing was copied.',
  accessDenied: 'Access required: work is not allowed to use redshift:CopyClusterSnapshot. Nothing was copied.',
  throttled: 'Redshift is throttling the requests of this account in eu-west-1. Retry in a moment. Nothing was copied.',
  serviceUnavailable: 'Redshift is temporarily unavailable (HTTP 503). Nothing was copied.',
  unknown: 'CopyClusterSnapshot failed. Nothing was copied.',
};

describe('the sentence of a copy that failed', () => {
  for (const [kind, sentence] of Object.entries(sentences)) {
    it(`because of ${kind}`, () => {
      const problem = aProblem(kind as ProblemKind, { operation: 'CopyClusterSnapshot', httpStatus: 503 });
      const text = changeProblemText(problem, { operation: 'CopyClusterSnapshot', input: aCopyRequest() }, aTarget());
      equal(text.replaceAll('“', '"').replaceAll('”', '"'), sentence);
    });
  }

  it('is another one for each', () => {
    const texts = Object.values(sentences);
    deepEqual(new Set(texts).size, texts.length);
    ok(texts.every(text => text.endsWith('Nothing was copied.')));
  });

  it('goes with the service’s own words and the request id', () => {
    const words = serviceWords(aProblem('unknown', { code: 'SomeFault', message: 'Said so.', requestId: '3b27' }));
    match(words, /^SomeFault: Said so\. \(request 3b27\)$/);
  });
});

describe('the sentence of a setting that leads nowhere', () => {
  it('names it, the host and the line', () => {
    const fault = { kind: 'noSuchHost', name: 'use_fips_endpoint', chain: ['p'], file: '/c', line: 3 } as const;
    const problem = aProblem('network', { host: 'redshift-fips.eu-west-1.amazonaws.com', code: 'ENOTFOUND', fault });
    equal(
      problemText(problem, aTarget()),
      'Cannot reach redshift-fips.eu-west-1.amazonaws.com (ENOTFOUND). "use_fips_endpoint" is set, but not every service and Region has such an endpoint. Profile: p. /c, line 3.',
    );
  });

  it('names the environment variable, without a profile where there is none', () => {
    const variable = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
    const fault = { kind: 'badEndpoint', name: variable, chain: [], variable } as const;
    equal(
      problemText(aProblem('profileBroken', { fault }), aTarget()),
      `The value of "${variable}" must begin with http:// or https://, followed by a host. Environment variable ${variable}.`,
    );
  });

  it('names who cannot answer where that is not Redshift', () => {
    const problem = { kind: 'serviceUnavailable', code: 'HTTP 503', message: '', httpStatus: 503 } as const;
    equal(
      problemText({ ...problem, host: 'sts.eu-west-1.amazonaws.com' }, aTarget()),
      'sts.eu-west-1.amazonaws.com is temporarily unavailable (HTTP 503).',
    );
  });
});
