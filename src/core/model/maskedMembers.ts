import { isJsonObject, type JsonObject } from './json';

/** Members of a snapshot that name a user of the database or a secret. No record of a copy that is kept has their values. */
export const maskedMembers = ['MasterUsername', 'MasterPasswordSecretArn', 'MasterPasswordSecretKmsKeyId'] as const;

/** Stands where a value is not said. */
const mask = '****';

/** A snapshot as the service describes it, without the values of those members. */
export function masked(snapshot: JsonObject): JsonObject {
  return withMembers(snapshot, () => mask);
}

/** One that was masked, with the values that another description of it has. */
export function unmasked(snapshot: JsonObject, described: JsonObject): JsonObject {
  return withMembers(snapshot, member => described[member] ?? mask);
}

function withMembers(snapshot: JsonObject, read: (member: string) => JsonObject[string]): JsonObject {
  const present = maskedMembers.filter(member => member in snapshot);
  return { ...snapshot, ...Object.fromEntries(present.map(member => [member, read(member)])) };
}

/** The one snapshot of an answer `{ "Snapshots": [ … ] }`. */
export function onlySnapshot(answer: JsonObject): JsonObject | undefined {
  const snapshots = answer['Snapshots'];
  const [only] = Array.isArray(snapshots) ? snapshots : [];
  return isJsonObject(only) ? only : undefined;
}
