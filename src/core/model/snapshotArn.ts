/** Which snapshot an ARN names. */
export interface SnapshotArn {
  readonly cluster: string;
  readonly identifier: string;
}

/** `arn:<partition>:redshift:<region>:<account>:snapshot:<cluster>/<identifier>`; undefined for anything else. */
export function parseSnapshotArn(text: string): SnapshotArn | undefined {
  const [, cluster, identifier] =
    /^arn:aws[a-z-]*:redshift:[a-z0-9-]+:\d{12}:snapshot:([^/\s]+)\/(\S+)$/.exec(text) ?? [];
  return cluster === undefined || identifier === undefined ? undefined : { cluster, identifier };
}
