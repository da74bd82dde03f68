import { invalidValue } from '../protocol/serviceError';

/**
 * Checks a manual snapshot's identifier: 1 to 255 ASCII letters, digits and hyphens; first a letter; no hyphen last and no
 * two in a row. Source: CopyClusterSnapshot, TargetSnapshotIdentifier. Throws InvalidParameterValue. Returns the lower-case
 * form, in which the service stores it.
 */
export function manualIdentifier(parameter: string, value: string): string {
  if (value.trim() === '') {
    throw invalidValue(`The parameter ${parameter} must be provided and must not be blank.`);
  }
  if (!/^(?!.*--)[A-Za-z][A-Za-z0-9-]{0,254}$/.test(value) || value.endsWith('-')) {
    throw invalidValue(
      `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }
  return value.toLowerCase();
}

/** Checks an identifier that names something that should exist: it may look like anything, but not like nothing. */
export function givenIdentifier(parameter: string, value: string): string {
  if (value.trim() === '') {
    throw invalidValue(`The parameter ${parameter} must be provided and must not be blank.`);
  }
  return value;
}
