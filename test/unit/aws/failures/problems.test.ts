import assert from 'node:assert/strict';
import { CredentialsError } from '../../../../src/aws/failures/credentialsError';
import { type FailedRequest, toProblemError } from '../../../../src/aws/failures/problems';
import { ProblemError, type ProblemKind } from '../../../../src/core/model/problem';

const copy: FailedRequest = { operation: 'CopyClusterSnapshot', changes: true, sent: true, secrets: [] };
const read: FailedRequest = { ...copy, operation: 'DescribeClusters', changes: false };

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(`${syscall ?? 'read'} ${code}`), { code, ...(syscall && { syscall }) });
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

describe('an error of the SDK or of Node, as a problem', () => {
  const onTheWay: readonly (readonly [Error, ProblemKind, boolean])[] = [
    [systemError('ECONNREFUSED', 'connect'), 'network', false],
    [systemError('ENOTFOUND', 'getaddrinfo'), 'network', false],
    [systemError('EAI_AGAIN', 'getaddrinfo'), 'network', false],
    [systemError('EHOSTUNREACH', 'connect'), 'network', false],
    [systemError('ENETUNREACH', 'connect'), 'network', false],
    [systemError('ETIMEDOUT', 'connect'), 'timeout', false],
    [systemError('ETIMEDOUT', 'read'), 'timeout', true],
    [systemError('ECONNRESET', 'read'), 'network', true],
    [systemError('EPIPE', 'write'), 'network', true],
    [systemError('EPROTO', 'write'), 'network', true],
    [systemError('CERT_HAS_EXPIRED'), 'network', false],
    [systemError('SELF_SIGNED_CERT_IN_CHAIN'), 'network', false],
    [systemError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'network', false],
    [systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'network', false],
    [systemError('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'network', false],
    [systemError('ERR_TLS_CERT_ALTNAME_INVALID'), 'network', false],
    [systemError('ERR_SSL_WRONG_VERSION_NUMBER'), 'network', true],
    [systemError('HPE_INVALID_CONSTANT'), 'answerNotUnderstood', true],
    [named('TimeoutError', 'the request socket did not establish a connection with the server'), 'timeout', false],
    [named('TimeoutError', 'the request socket timed out after 30000 ms of inactivity'), 'timeout', true],
    [named('AbortError', 'Request aborted'), 'cancelled', true],
    [named('TypeError', 'x is not a function'), 'unknown', true],
  ];
  for (const [error, kind, outcomeUnknown] of onTheWay) {
    it(`${error.message}: ${kind}, ${outcomeUnknown ? 'outcome unknown' : 'not sent'}`, () => {
      const { problem } = toProblemError(error, copy);
      assert.equal(problem.kind, kind);
      assert.equal(problem.outcomeUnknown, outcomeUnknown);
      assert.equal(problem.message, error.message);
    });
  }

  it('says nothing about the outcome of a read, and nothing was done by a request that was not sent', () => {
    const error = systemError('ECONNRESET', 'read');
    assert.equal('outcomeUnknown' in toProblemError(error, read).problem, false);
    assert.equal(toProblemError(error, { ...copy, sent: false }).problem.outcomeUnknown, false);
  });

  it('a connection that ended before it was secure', () => {
    const message = 'Client network socket disconnected before secure TLS connection was established';
    const { problem } = toProblemError(Object.assign(new Error(message), { code: 'ECONNRESET' }), copy);
    assert.deepEqual([problem.kind, problem.outcomeUnknown], ['network', false]);
  });

  it('several addresses that all refused, which Node reports together and without a text', () => {
    const refused = [systemError('ECONNREFUSED', 'connect'), systemError('ECONNREFUSED', 'connect')];
    const { problem } = toProblemError(Object.assign(new AggregateError(refused), { code: 'ECONNREFUSED' }), copy);
    assert.deepEqual(
      { kind: problem.kind, code: problem.code, message: problem.message, outcomeUnknown: problem.outcomeUnknown },
      { kind: 'network', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', outcomeUnknown: false },
    );
  });

  it('a host that is not there goes with the setting that has led to it; one that refuses does not', () => {
    const hostFault = { kind: 'noSuchHost', name: 'use_fips_endpoint', chain: ['p'], file: 'config', line: 3 } as const;
    const missing = Object.assign(systemError('ENOTFOUND', 'getaddrinfo'), { requestHost: 'sts-fips.x.amazonaws.com' });
    for (const error of [missing, new CredentialsError(missing)]) {
      const { problem } = toProblemError(error, { ...copy, host: 'of-redshift', hostFault });
      assert.deepEqual([problem.kind, problem.host, problem.fault], ['network', 'sts-fips.x.amazonaws.com', hostFault]);
    }
    const refused = toProblemError(systemError('ECONNREFUSED', 'connect'), { ...copy, hostFault });
    assert.equal(refused.problem.fault, undefined);
    assert.equal(toProblemError(missing, copy).problem.fault, undefined);
  });

  it('a file that may not be opened is no connection that a firewall forbids', () => {
    const kindOf = (syscall: string) => toProblemError(systemError('EACCES', syscall), copy).problem.kind;
    assert.deepEqual([kindOf('connect'), kindOf('open'), kindOf('mkdir')], ['network', 'unknown', 'unknown']);
  });

  const credentials: readonly (readonly [string, ProblemKind])[] = [
    ['Could not resolve credentials using profile: [x] in configuration/credentials file(s).', 'credentialsMissing'],
    ['Profile x requires multi-factor authentication, but no MFA code callback was provided.', 'credentialsMissing'],
    [
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login',
      'credentialsExpired',
    ],
    [
      "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'credentialsExpired',
    ],
    [
      "The SSO session token associated with profile=x was not found or is invalid. To refresh this SSO session run 'aws sso login'",
      'credentialsExpired',
    ],
    ['Your session has expired. Please reauthenticate.', 'credentialsExpired'],
    ['Profile x credential_process returned expired credentials.', 'credentialsExpired'],
    ['Profile x credential_process returned invalid JSON.', 'credentialsMissing'],
  ];
  for (const [message, kind] of credentials) {
    it(`${message.slice(0, 60)}…: ${kind}`, () => {
      for (const name of ['CredentialsProviderError', 'TokenProviderError', 'Error']) {
        const error = new CredentialsError(named(name, message));
        const { problem } = toProblemError(error, { ...copy, sent: false });
        assert.deepEqual([problem.kind, problem.code, problem.outcomeUnknown], [kind, name, false]);
      }
    });
  }

  it('a refusal while credentials were fetched keeps the service’s own words', () => {
    const refusal = Object.assign(named('AccessDenied', 'not authorized to perform: sts:AssumeRole'), {
      Error: { Code: 'AccessDenied' },
      $metadata: { httpStatusCode: 403, requestId: 'r-1' },
    });
    const { problem } = toProblemError(new CredentialsError(refusal), { ...copy, sent: false });
    assert.deepEqual([problem.kind, problem.requestId, problem.outcomeUnknown], ['accessDenied', 'r-1', false]);
  });

  it('keeps a clean answer that came although the request was cancelled', () => {
    const refusal = Object.assign(named('X', 'no'), {
      Error: { Code: 'AccessDenied' },
      $metadata: { httpStatusCode: 403 },
    });
    assert.equal(toProblemError(refusal, { ...copy, signal: AbortSignal.abort() }).problem.kind, 'accessDenied');
    const reset = systemError('ECONNRESET', 'read');
    assert.equal(toProblemError(reset, { ...copy, signal: AbortSignal.abort() }).problem.kind, 'cancelled');
  });

  it('is passed on when it is one already, and made of anything that can be thrown', () => {
    const known = new ProblemError({ kind: 'pagingNeverEnds', code: 'X', message: 'Y' });
    assert.equal(toProblemError(known, read), known);
    for (const thrown of ['text', undefined, null, 7, {}]) {
      assert.equal(toProblemError(thrown, read).problem.kind, 'unknown');
    }
  });
});
