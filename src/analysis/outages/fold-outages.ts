import type { Outage } from "../finding.ts";

/** Outages that differ in nothing but their times: told once, however often they came. */
export type OutageLine = {
  /** The newest. */
  outage: Outage;
  times: number;
  /** When the first of them began, epoch ms. */
  firstAt: number;
};

/** In the order of the newest of each. */
export function foldOutages(outages: readonly Outage[]): OutageLine[] {
  const lines = new Map<string, OutageLine>();
  for (const outage of outages) {
    const { state, cause, told, endpoints, id } = outage;
    const key = state === "over" ? JSON.stringify([cause, told, endpoints.toSorted()]) : id;
    const line = lines.get(key);
    if (line) {
      line.times++;
      line.firstAt = Math.min(line.firstAt, outage.begin);
    } else lines.set(key, { outage, times: 1, firstAt: outage.begin });
  }
  return [...lines.values()];
}

/** Fewer are no habit. */
const LEAST_TIMES = 3;

/**
 * Whether the next one is to be expected: each came within so much of the one before, and the last
 * is no longer ago than twice that. `newestAt`: when the last of them began.
 */
export function keepsComingBack(
  { times, firstAt, newestAt }: { times: number; firstAt: number; newestAt: number },
  nowMs: number,
): boolean {
  if (times < LEAST_TIMES) return false;
  const apartMs = (newestAt - firstAt) / (times - 1);
  return nowMs - newestAt <= 2 * apartMs;
}

export const OUTAGE_STATES: Record<Outage["state"], string> = {
  "going-on": "going on",
  "given-up": "given up",
  over: "over",
  "solved-by-user": "solved",
};

/** When it was over, or nobody waited for it any more; epoch ms, null while it lasts. */
export const overAt = ({
  state,
  readyAgain,
  phases,
}: Pick<Outage, "state" | "readyAgain" | "phases">) =>
  state === "over" || state === "solved-by-user"
    ? (readyAgain ?? phases.at(-1)?.until ?? null)
    : null;

/** "1 outage going on, 2 over". */
export function countOutages(outages: readonly Outage[]): string {
  const counts = (Object.keys(OUTAGE_STATES) as Outage["state"][]).flatMap((state) => {
    const count = outages.filter((outage) => outage.state === state).length;
    return count === 0 ? [] : [`${count} ${OUTAGE_STATES[state]}`];
  });
  const all = outages.length === 1 ? "1 outage" : `${outages.length} outages`;
  return counts.length === 0 ? "" : `${all}: ${counts.join(", ")}`;
}
