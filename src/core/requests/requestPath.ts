/** How the end of the name of a file tells that it is a request. */
export const requestFileEnd = '.redshift-copy.json';

export function isRequestPath(path: string): boolean {
  return path.endsWith(requestFileEnd);
}
