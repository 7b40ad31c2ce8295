/**
 * The ways in which waits stray from their curve m, and what is assumed of each before anything is
 * seen. Timers are late, never early, so all of them reach a little beyond their upper edge.
 *
 * none: exact but for the timer's lateness; band: evenly within m give or take a share of it; full:
 * evenly from nothing to m. Equal jitter, [m/2, m], is a band around three quarters of m and is told
 * from other bands afterwards (`name-jitter.ts`).
 */
export type Spread = "none" | "band" | "full";

// What libraries do: most wait exactly, many draw from a band (±10 %, ±25 %, ±50 %), some from [0, m].
export const SPREAD_PRIOR = { none: 0.4, band: 0.4, full: 0.2 } satisfies Record<Spread, number>;

/** What the timers of a page in front are late by: a few ms of other work. */
export const LATENESS_MS = 4;

/** How late the timers of exact waits may all be, longest first: a few ms, or a long task. */
export const LATENESSES: { ms: number; logPrior: number }[] = latenesses();

function latenesses() {
  const rows = Array.from({ length: 36 }, (_, i) => {
    const ms = 1.15 ** (35 - i);
    return { ms, weight: Math.exp(-0.5 * (Math.log(ms / LATENESS_MS) / 1.2) ** 2) };
  });
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  return rows.map(({ ms, weight }) => ({ ms, logPrior: Math.log(weight / total) }));
}

/** A narrower band is a timer's lateness; a wider one is nearly full jitter. */
export const MIN_FRACTION = 0.008;
export const MAX_FRACTION = 0.75;
/** The share of a band is as likely 1 to 2 % as 20 to 40 %. */
export const LOG_FRACTIONS = Math.log(MAX_FRACTION / MIN_FRACTION);
