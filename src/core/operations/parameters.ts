import type { Parameter } from './operation';

/** How long a manual snapshot is kept, for the operations that make one. */
export const retentionPeriod: Parameter = {
  name: 'ManualSnapshotRetentionPeriod',
  argument: 'retentionDays',
  kind: 'days',
  required: false,
  default: -1,
  alsoCalled: ['retention', 'retentiondays', 'retentionperiod'],
};

/** The name of a new manual snapshot. */
export function newName(name: string, argument: string, alsoCalled: readonly string[]): Parameter {
  return {
    ...{ name, argument, alsoCalled, kind: 'identifier', required: true },
  };
}
