import type { RequestFinding } from '../../../../src/core/requests/requestFault';

/** A request that can be sent, with what the sentence of a test is about; undefined takes a member away. */
export function aRequest(given: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    {
      SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'alpha-keep',
      ManualSnapshotRetentionPeriod: 30,
      ...given,
    },
    null,
    2,
  );
}

/** `kind of fault @ the text that it is about`. */
export function shown(text: string, findings: readonly RequestFinding[]): readonly string[] {
  return findings.map(({ fault, span: { offset, length } }) => {
    const inner = 'fault' in fault ? `:${typeof fault.fault === 'string' ? fault.fault : fault.fault.kind}` : '';
    return `${fault.kind}${inner} @ ${text.slice(offset, offset + length)}`;
  });
}
