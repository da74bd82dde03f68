import type { Parameter } from './operation';

/** How long a manual snapshot is kept, for the operations that make one. */
export const retentionPeriod: Parameter = {
  name: 'ManualSnapshotRetentionPeriod',
  argument: 'retentionDays',
  kind: 'days',
  required: false,
  default: -1,
  example: 30,
  description:
    'How many days the manual snapshot is kept: `1` to `3653`, or `-1` (the default) to keep it until somebody deletes it.',
  alsoCalled: ['retention', 'retentiondays', 'retentionperiod'],
};

/** The name of a new manual snapshot. */
export function newName(name: string, argument: string, alsoCalled: readonly string[]): Parameter {
  return {
    ...{ name, argument, alsoCalled, kind: 'identifier', required: true, example: 'my-cluster-2026-01-31-2359-manual' },
    description:
      'The name of the new manual snapshot.\n\n* 1 to 255 letters, digits and hyphens\n* starts with a letter, does not end with a hyphen\n* no two hyphens in a row\n* no other manual snapshot of the account in the Region has it; upper and lower case make no difference',
  };
}
