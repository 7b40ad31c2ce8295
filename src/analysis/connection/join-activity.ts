import { largestOf, smallestOf } from "../../session/extremes.ts";
import type { Connection } from "../../session/session.ts";
import type { Activity } from "../../session/traffic.ts";

/** Messages and bytes in equal steps of time, of one connection or of several together. */
export type Rates = {
  from: number;
  stepMs: number;
  send: number[];
  receive: number[];
  sendBytes: number[];
  receiveBytes: number[];
};

const FLOWS = ["send", "receive", "sendBytes", "receiveBytes"] as const;

/**
 * The activity of connections over one span of time, in so many steps; null where there was none.
 * What a connection counted in one step of its own is spread evenly over the steps it touches.
 */
export function joinActivity(
  connections: readonly Pick<Connection, "traffic">[],
  steps: number,
  span?: { from: number; until: number },
): Rates | null {
  const active = connections.flatMap(({ traffic }) => traffic.activity ?? []);
  if (active.length === 0) return null;
  const from = span?.from ?? smallestOf(active.map(({ startAt }) => startAt));
  const until = span?.until ?? largestOf(active.map(endOf));
  const stepMs = Math.max(1, until - from) / steps;
  const empty = () => new Array<number>(steps).fill(0);
  const rates: Rates = {
    from,
    stepMs,
    send: empty(),
    receive: empty(),
    sendBytes: empty(),
    receiveBytes: empty(),
  };
  for (const activity of active) for (const flow of FLOWS) pour(activity, flow, rates);
  return rates;
}

const lengthOf = (activity: Activity): number =>
  largestOf(FLOWS.map((flow) => activity[flow].length));
const endOf = (activity: Activity): number =>
  activity.startAt + lengthOf(activity) * activity.stepMs;

function pour(activity: Activity, flow: (typeof FLOWS)[number], into: Rates): void {
  const steps = into[flow];
  for (const [i, value] of activity[flow].entries()) {
    if (value === 0) continue;
    const start = (activity.startAt + i * activity.stepMs - into.from) / into.stepMs;
    const end = start + activity.stepMs / into.stepMs;
    const first = Math.max(0, Math.floor(start));
    const last = Math.min(steps.length - 1, Math.ceil(end) - 1);
    for (let step = first; step <= last; step++) {
      const shared = Math.min(end, step + 1) - Math.max(start, step);
      steps[step] = (steps[step] as number) + (value * shared) / (end - start);
    }
  }
}
