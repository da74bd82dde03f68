/** A code that the device does not show, or that was used before. */
export function isWrongCode(error: unknown): boolean {
  return /MultiFactorAuthentication failed|'tokenCode' failed/.test(messageOf(error));
}

export function isExpiredToken(error: unknown): boolean {
  return error instanceof Error && /^ExpiredToken(?:Exception)?$/.test(error.name);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
