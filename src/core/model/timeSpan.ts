const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const timeUnits = [
  { unit: 'year', length: 365 * day, from: 2 * 365 * day },
  { unit: 'day', length: day, from: day },
  { unit: 'hour', length: hour, from: hour },
  { unit: 'minute', length: minute, from: minute },
  { unit: 'second', length: second, from: 0 },
] as const;

/** As people say it: whole units, of the largest kind that there is one of. */
export interface TimeSpan {
  readonly unit: (typeof timeUnits)[number]['unit'];
  readonly amount: number;
}

/** From two years on in years, else never larger than days. */
export function timeSpan(milliseconds: number): TimeSpan {
  const { unit, length } = timeUnits.find(({ from }) => Math.abs(milliseconds) >= from) ?? timeUnits[4];
  return { unit, amount: Math.trunc(milliseconds / length) };
}

/**
 * Time left, rounded up: what is kept for 30 days has 30 days left until a day has passed. Less than two days are said in
 * hours, as a day more or less counts then; years are rounded down.
 */
export function timeLeft(milliseconds: number): TimeSpan {
  const from = { year: 2 * 365 * day, day: 2 * day, hour, minute, second: 0 };
  const { unit, length } = timeUnits.find(candidate => milliseconds >= from[candidate.unit]) ?? timeUnits[4];
  return { unit, amount: unit === 'year' ? Math.trunc(milliseconds / length) : Math.ceil(milliseconds / length) };
}
