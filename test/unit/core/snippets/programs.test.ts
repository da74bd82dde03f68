import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { operationCall } from '../../../../src/core/snippets/apiCall';
import { boto3Program, javaScriptProgram } from '../../../../src/core/snippets/programs';
import { terraformImport } from '../../../../src/core/snippets/terraform';
import { aCopyRequest, aManualSnapshot, aTarget } from '../../../support/builders';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }).map(text => Buffer.from(text).toString()),
  fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '{', '%', '}', '\n', '\r', '\u2028', '\u202e', '😀', '\u{e0001}', 'n'),
  }),
);

describe('the program for boto3', () => {
  it('makes the same call', () => {
    assert.equal(
      boto3Program(operationCall('CopyClusterSnapshot', aCopyRequest(), aTarget({ endpoint: 'http://127.0.0.1:1' }))),
      [
        'import json',
        '',
        'import boto3',
        '',
        'session = boto3.Session(profile_name="work", region_name="eu-west-1")',
        'redshift = session.client("redshift", endpoint_url="http://127.0.0.1:1")',
        'response = redshift.copy_cluster_snapshot(',
        '    SourceSnapshotIdentifier="rs:alpha-2026-11-22-14-03-27",',
        '    SourceSnapshotClusterIdentifier="alpha",',
        '    TargetSnapshotIdentifier="alpha-keep",',
        '    ManualSnapshotRetentionPeriod=30,',
        ')',
        'print(json.dumps(response["Snapshot"], indent=2, default=str))',
        '',
      ].join('\n'),
    );
  });

  it('holds every text as it was: real Python', function () {
    if (spawnSync('python3', ['-c', '']).status !== 0) {
      this.skip();
    }
    this.timeout(20_000);
    const texts = fc.sample(hostile, 200);
    const literals = texts.map(text => {
      const program = boto3Program(
        operationCall('CopyClusterSnapshot', aCopyRequest({ SourceSnapshotIdentifier: text }), aTarget()),
      );
      return /SourceSnapshotIdentifier=(.*),\n {4}SourceSnapshotClusterIdentifier/s.exec(program)?.[1];
    });
    const { stdout, stderr } = spawnSync('python3', ['-'], {
      input: `import json\nprint(json.dumps([${literals.join(',')}]))`,
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    });
    assert.deepEqual(JSON.parse(stdout || stderr), texts);
  });
});

describe('the program for the JavaScript SDK', () => {
  it('makes the same call', () => {
    assert.equal(
      javaScriptProgram(operationCall('CopyClusterSnapshot', aCopyRequest(), aTarget())),
      [
        'import { CopyClusterSnapshotCommand, RedshiftClient } from "@aws-sdk/client-redshift";',
        '',
        'const redshift = new RedshiftClient({ profile: "work", region: "eu-west-1" });',
        'const response = await redshift.send(',
        '  new CopyClusterSnapshotCommand({',
        '    SourceSnapshotIdentifier: "rs:alpha-2026-11-22-14-03-27",',
        '    SourceSnapshotClusterIdentifier: "alpha",',
        '    TargetSnapshotIdentifier: "alpha-keep",',
        '    ManualSnapshotRetentionPeriod: 30,',
        '  }),',
        ');',
        'console.log(JSON.stringify(response.Snapshot, null, 2));',
        '',
      ].join('\n'),
    );
  });

  it('holds every text as it was', () => {
    fc.assert(
      fc.property(hostile, text => {
        const program = javaScriptProgram(
          operationCall('CopyClusterSnapshot', aCopyRequest({ SourceSnapshotIdentifier: text }), aTarget()),
        );
        const literal =
          /SourceSnapshotIdentifier: (.*),\n {4}SourceSnapshotClusterIdentifier/s.exec(program)?.[1] ?? '';
        assert.equal(new Function(`return ${literal}`)(), text);
        assert.doesNotMatch(literal, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('the import block for Terraform', () => {
  it('names the snapshot and all that is known of it', () => {
    assert.equal(
      terraformImport(aManualSnapshot({ manualRetentionDays: 30 }), aTarget()),
      [
        '# The provider "aws" must be that of profile "work", Region eu-west-1.',
        'import {',
        '  to = aws_redshift_cluster_snapshot.alpha-keep',
        '  id = "alpha-keep"',
        '}',
        '',
        'resource "aws_redshift_cluster_snapshot" "alpha-keep" {',
        '  cluster_identifier               = "alpha"',
        '  snapshot_identifier              = "alpha-keep"',
        '  manual_snapshot_retention_period = 30',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('lets no text begin a template, or leave its line', () => {
    fc.assert(
      fc.property(hostile, hostile, (identifier, name) => {
        const target = aTarget({ source: { kind: 'profile', name } });
        const lines = terraformImport(aManualSnapshot({ identifier, clusterIdentifier: identifier }), target).split(
          '\n',
        );
        assert.equal(lines.length, 12);
        assert.match(lines[2] ?? '', /^ {2}to = aws_redshift_cluster_snapshot\.[A-Za-z_][\w-]*$/);
        assert.doesNotMatch(lines.slice(1).join('\n'), /[$%]\{/);
      }),
    );
  });

  it('is formatted as Terraform itself does: real terraform', function () {
    this.timeout(20_000);
    const block = terraformImport(
      aManualSnapshot({ identifier: `a"$${'{b}%{c}'}\n`, manualRetentionDays: 7 }),
      aTarget(),
    );
    const { status, stdout, stderr } = spawnSync('terraform', ['fmt', '-'], { input: block, encoding: 'utf8' });
    if (status === null) {
      this.skip();
    }
    assert.equal(stdout, block, stderr);
  });
});
