/** What the ARN of a snapshot names. */
export interface SnapshotArn {
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  readonly identifier: string;
}

/** `arn:<partition>:redshift:<region>:<account>:snapshot:<cluster>/<identifier>`; undefined for anything else. */
export function parseSnapshotArn(text: string): SnapshotArn | undefined {
  const [, region, account, cluster, identifier] =
    /^arn:aws[a-z-]*:redshift:([a-z0-9-]+):(\d{12}):snapshot:([^/\s]+)\/(\S+)$/.exec(text) ?? [];
  return region === undefined || account === undefined || cluster === undefined || identifier === undefined
    ? undefined
    : { region, account, cluster, identifier };
}
