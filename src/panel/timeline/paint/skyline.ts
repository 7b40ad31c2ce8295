import type { Activity } from "../../../session/traffic.ts";

/** How busy a connection was for a while; `share` of the full height. */
export type Column = { from: number; to: number; share: number };

/** More a second look alike. */
const FULL_PER_SECOND = 1_000;

/** By orders of magnitude: one a second is seen beside a thousand. `asOne`: the mean of it all. */
export function skylineOf(activity: Activity, asOne: boolean): Column[] {
  const { startAt, stepMs, send, receive } = activity;
  const steps = Math.max(send.length, receive.length);
  if (asOne) {
    const total = [...send, ...receive].reduce((sum, count) => sum + count, 0);
    const to = startAt + steps * stepMs;
    return total > 0 ? [{ from: startAt, to, share: shareOf(total, steps * stepMs) }] : [];
  }
  const columns: Column[] = [];
  for (let step = 0; step < steps; step++) {
    const count = (send[step] ?? 0) + (receive[step] ?? 0);
    if (count === 0) continue;
    const from = startAt + step * stepMs;
    columns.push({ from, to: from + stepMs, share: shareOf(count, stepMs) });
  }
  return columns;
}

const shareOf = (count: number, ms: number): number =>
  Math.min(1, Math.log10(1 + (count * 1_000) / ms) / Math.log10(1 + FULL_PER_SECOND));
