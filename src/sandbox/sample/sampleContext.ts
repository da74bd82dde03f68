import type { Random } from '../model/random';

/** Where and when sample data is made, and the chance it is made with. */
export interface SampleContext {
  readonly account: string;
  readonly region: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
}

/** The identifier that the service gives an automated snapshot: `rs:alpha-2026-11-22-14-03-11`, in UTC. */
export function automatedIdentifier(cluster: string, createdAt: number): string {
  return `rs:${cluster}-${new Date(createdAt).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-')}`;
}
