/** Whether a file may be a request: its name says an operation, known or not. */
export function isRequestPath(path: string): boolean {
  return /\.redshift-[a-z]+\.json$/.test(path);
}
