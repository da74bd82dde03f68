import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../../src/aws/failures/redact';

const token = 'IQoJb3JpZ2luX2VjEJr//////////wEaCWV1LXdlc3QtMSJHMEUCIQDx7aB3'.repeat(6);

const identifier = `prod-${'orders-2026-'.repeat(20)}kept`;
const path = `/Users/someone/Library/Application-Support${'/Folder2'.repeat(20)}`;

describe('an error text without its secrets', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['The key AKIAIOSFODNN7EXAMPLE is not active.', 'The key [access key id] is not active.'],
    ['ASIAIOSFODNN7EXAMPLE', '[access key id]'],
    [
      "Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260115",
      "Authorization header requires 'Credential' parameter. Authorization=[redacted]",
    ],
    ['Signature=0f1e2d3c4b5a, SignedHeaders=host', 'Signature=[redacted], SignedHeaders=host'],
    [`x-amz-security-token:${token}\nx-amz-date:20260115`, 'x-amz-security-token:[redacted]\nx-amz-date:20260115'],
    [`got ${token} instead`, 'got [redacted] instead'],
    ['{"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG"}', '{"SecretAccessKey": "[redacted]"}'],
    ['aws_secret_access_key = wJalrXUtnFEMI', 'aws_secret_access_key = [redacted]'],
    ['password=hunter2&user=x', 'password=[redacted]&user=x'],
    [
      `The request signature we calculated does not match. Check your key.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:${token}\n'`,
      'The request signature we calculated does not match. Check your key.',
    ],
    [
      'Command failed: vault read --token=s.abcd aws/creds\nconnection refused',
      'The command of credential_process failed. connection refused',
    ],
    [
      'bad\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
      'bad',
    ],
    // Half a secret looks like none.
    [`${'word '.repeat(1_999)}${token}`, `${'word '.repeat(1_999)}…`],
    [`got ${'0123456789abcdef'.repeat(8)}.`, 'got [redacted].'],
    [`got ${'ABCDEFGH234567XY'.repeat(8)}.`, 'got [redacted].'],
    [`got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.`, 'got [redacted].'],
    // What people need to see stays.
    [
      `deploy-${'0123456789abcdef'.repeat(4)}-kept-for-the-audit-of-2027 exists`,
      `deploy-${'0123456789abcdef'.repeat(4)}-kept-for-the-audit-of-2027 exists`,
    ],
    [`The snapshot ${identifier} already exists.`, `The snapshot ${identifier} already exists.`],
    [
      `snapshot:cluster-1/${identifier.toUpperCase()} not found`,
      `snapshot:cluster-1/${identifier.toUpperCase()} not found`,
    ],
    [`EACCES: ${path}`, `EACCES: ${path}`],
    [
      'User: arn:aws:iam::111122223333:user/on-call is not authorized to perform: redshift:CopyClusterSnapshot on resource: arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-2026-01-15-08-00-00',
      'User: arn:aws:iam::111122223333:user/on-call is not authorized to perform: redshift:CopyClusterSnapshot on resource: arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-2026-01-15-08-00-00',
    ],
    ['The security token included in the request is expired', 'The security token included in the request is expired'],
    ['Profile x was not found in /home/someone/.aws/config', 'Profile x was not found in /home/someone/.aws/config'],
  ];
  for (const [text, expected] of cases) {
    it(expected.slice(0, 70), () => assert.equal(redact(text), expected));
  }

  for (const filler of [
    '\n',
    ' ',
    '\n ',
    'a',
    'A1',
    'token:',
    'authorization: ',
    'password=',
    'AKIA',
    'Credential=,',
    '-eyJ',
    '-',
  ]) {
    // Exponential patterns would not come to an end, whatever the machine.
    it(`is found at once in ${JSON.stringify(filler)} again and again`, () => {
      assert.ok(redact(`x${filler.repeat(100_000)}y`).length <= 11_000);
    });
  }

  it('hides random characters of every length from 100 on', () => {
    const random = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'),
      minLength: 100,
      maxLength: 400,
    });
    fc.assert(fc.property(random, text => assert.equal(redact(`a ${text} b`), 'a [redacted] b')));
  });

  it('holds none of the values in use, wherever they stand', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{8,60}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        assert.equal(redact(`${before}${value}${after}`, [value]).includes(value), false);
      }),
    );
  });
});
