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
 * Time left of a period, rounded down: what is said to be left is left. Only in the first hour is a period of days said as a
 * whole, as what was just kept for 30 days would otherwise seem to have 29. Less than two days are said in hours.
 */
export function timeLeft(milliseconds: number, period = milliseconds): TimeSpan {
  if (milliseconds >= day && milliseconds < 2 * day) {
    return { unit: 'hour', amount: Math.trunc(milliseconds / hour) };
  }
  const isFirstHour = period - milliseconds < hour;
  return timeSpan(milliseconds >= day && isFirstHour ? Math.max(period, milliseconds) : milliseconds);
}
