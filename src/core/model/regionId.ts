/** Whether a text has the form of an AWS Region, e.g. `eu-west-1`; one that is newer than any list has, too. */
export function isRegionId(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(text);
}
