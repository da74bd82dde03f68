import { keepUntilDeleted } from '../model/retention';
import type { Parameter } from './operation';

/** What the examples of all parameters are about. */
const exampleCluster = 'my-cluster';
const exampleManual = 'my-cluster-2026-01-31-2359-manual';

const daysRule = '`1` to `3653`, or `-1` to keep it until somebody deletes it';

/** How long a manual snapshot is kept. `counted`: from when Redshift counts. */
export function retentionPeriod(
  counted: string,
  { required }: Pick<Parameter, 'required'> = { required: false },
): Parameter {
  return {
    name: 'ManualSnapshotRetentionPeriod',
    argument: 'retentionDays',
    kind: 'days',
    required,
    ...(required ? {} : { default: keepUntilDeleted }),
    alsoCalled: ['retention', 'retentiondays', 'retentionperiod'],
    documentation: `How many days the manual snapshot is kept: ${daysRule}.\n\n${counted}`,
    example: keepUntilDeleted,
  };
}

/** The name of a new manual snapshot. */
export function newName(name: string, alsoCalled: readonly string[]): Parameter {
  return {
    ...{ name, argument: 'target', alsoCalled, kind: 'identifier', required: true },
    documentation: [
      'The name of the new manual snapshot.',
      [
        '* 1 to 255 letters, digits, and hyphens',
        '* starts with a letter, does not end with a hyphen',
        '* no two hyphens in a row',
        '* no other manual snapshot of the account in the Region has it; upper and lower case make no difference',
      ].join('\n'),
    ].join('\n\n'),
    example: exampleManual,
  };
}

/** Tags that a snapshot gets. */
export function tagsParameter(documentation: string, { required }: Pick<Parameter, 'required'>): Parameter {
  const rules = [
    '* at most 50 tags on a snapshot, no key twice; keys and values are case-sensitive',
    '* a key has 1 to 128 characters and does not begin with `aws:`; a value has up to 256',
    '* letters, digits, spaces, and `_ . : / = + - @`',
  ];
  return {
    ...{ name: 'Tags', argument: 'tags', kind: 'tags', required, alsoCalled: ['tag'] },
    documentation: `${documentation}\n\n${rules.join('\n')}`,
    example: [{ Key: 'kept-by', Value: 'on-call' }],
  };
}

/** The manual snapshot that an operation changes or removes. */
export function manualSnapshot(documentation: string): Parameter {
  return {
    ...{ name: 'SnapshotIdentifier', argument: 'snapshot', kind: 'text', required: true },
    ...{ alsoCalled: ['snapshot'], documentation, example: exampleManual },
  };
}

/** Its cluster, which the service can do without. */
export const clusterOfManualSnapshot: Parameter = clusterName({
  name: 'SnapshotClusterIdentifier',
  required: false,
  alsoCalled: ['cluster', 'clusteridentifier'],
  documentation:
    "The cluster that the snapshot was made of. Needed when the IAM policy names the cluster in the snapshot's ARN instead of `*`.",
});

export function clusterName(given: Pick<Parameter, 'name' | 'required' | 'alsoCalled' | 'documentation'>): Parameter {
  return { argument: 'cluster', kind: 'text', example: exampleCluster, ...given };
}
