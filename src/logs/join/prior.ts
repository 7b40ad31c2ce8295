/** How likely an offset is before anything was compared. */

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Clocks that a server keeps by NTP are a second off at most; those that nobody keeps, minutes. */
const residual = (ms: number): number => {
  const off = Math.abs(ms);
  const kept = Math.exp(-off / 700) / 1_400;
  // As likely between 1 and 10 s as between 10 and 100 s, up to half an hour.
  const unkept = off > 1_800_000 ? 0 : 1 / (2 * (off + 500) * Math.log(3_600));
  return 0.6 * kept + 0.4 * unkept;
};

/** The logarithm of the chance that the offset lies in so wide a span around this one. */
export function priorOf(offsetMs: number, widthMs: number, isZoned: boolean): number {
  if (Math.abs(offsetMs) > DAY_MS) return Math.log(1e-9);
  const quarters = Math.round(offsetMs / QUARTER_MS);
  const off = offsetMs - quarters * QUARTER_MS;
  // Zones are whole hours from UTC, a few of them half an hour or three quarters.
  const share = quarters % 4 === 0 ? 0.8 / 27 : quarters % 2 === 0 ? 0.15 / 27 : 0.05 / 54;
  const byZone = share * residual(off);
  const anywhere = 1 / (2 * DAY_MS);
  const density = isZoned
    ? 0.9 * residual(offsetMs) + 0.08 * byZone + 0.02 * anywhere
    : 0.3 * residual(offsetMs) + 0.65 * byZone + 0.05 * anywhere;
  return Math.log(Math.min(1, density * widthMs));
}
