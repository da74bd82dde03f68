/**
 * The operations that change nothing. Where only reading is allowed, every other one is refused: a new operation stays
 * blocked until it is listed here.
 */
export const readOperations: ReadonlySet<string> = new Set([
  'DescribeClusters',
  'DescribeClusterSnapshots',
  'DescribeEvents',
  'DescribeStorage',
  'GetCallerIdentity',
]);

export function isReadOperation(operation: string): boolean {
  return readOperations.has(operation);
}
