import type { Snapshot } from '../model/snapshot';
import { sourceKey, type Target } from '../model/target';
import { commentText, hexDigits, literal } from './literal';

/** An import block for a manual snapshot with the resource that it is imported to (Terraform 1.5 or newer). */
export function terraformImport(snapshot: Snapshot, target: Target): string {
  const { identifier, clusterIdentifier, manualRetentionDays } = snapshot;
  const name = resourceName(identifier);
  const settings = [
    ['cluster_identifier', hcl(clusterIdentifier)],
    ['snapshot_identifier', hcl(identifier)],
    ...(manualRetentionDays === undefined ? [] : [['manual_snapshot_retention_period', String(manualRetentionDays)]]),
  ] as const;
  const width = Math.max(...settings.map(([setting]) => setting.length));
  return [
    `# The provider "aws" must be that of ${commentText(placeOf(target))}.`,
    'import {',
    `  to = aws_redshift_cluster_snapshot.${name}`,
    `  id = ${hcl(identifier)}`,
    '}',
    '',
    `resource "aws_redshift_cluster_snapshot" "${name}" {`,
    ...settings.map(([setting, value]) => `  ${setting.padEnd(width)} = ${value}`),
    '}',
    '',
  ].join('\n');
}

function placeOf({ source, region, endpoint }: Target): string {
  const profile = source.kind === 'profile' ? `profile ${JSON.stringify(source.name)}` : sourceKey(source);
  return [profile, `Region ${region}`, ...(endpoint === undefined ? [] : [`endpoint ${endpoint}`])].join(', ');
}

/** A name in Terraform: letters, digits, hyphens and underscores, and no digit or hyphen first. */
function resourceName(identifier: string): string {
  const name = identifier.replace(/[^A-Za-z0-9_-]+/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `snapshot_${name}`;
}

/** `${` and `%{` would begin a template; doubled signs mean something else again where there are several. */
function hcl(text: string): string {
  return literal(text, code => (code > 0xffff ? `\\U${hexDigits(code, 8)}` : `\\u${hexDigits(code, 4)}`)).replace(
    /(?<=[$%])\{/g,
    '\\u007b',
  );
}
