import { type Activity, MAX_ACTIVITY, type Traffic } from "./traffic.ts";

/** One second is as fine as a stretch of a minute needs to be drawn. */
const FIRST_STEP_MS = 1_000;

/** Counts messages at one moment; `startAt`: where the first of all begins. */
export function noteActivity(
  traffic: Traffic,
  direction: "send" | "receive",
  at: number,
  startAt: number,
  count: number,
  sizeBytes: number,
): void {
  traffic.activity ??= createActivity(startAt);
  const { activity } = traffic;
  const step = stepOf(activity, at);
  add(activity[direction], step, count);
  add(direction === "send" ? activity.sendBytes : activity.receiveBytes, step, sizeBytes);
}

/** Spreads messages evenly over a time of which only the ends are known. */
export function spreadActivity(
  traffic: Traffic,
  direction: "send" | "receive",
  from: number,
  to: number,
  startAt: number,
  count: number,
  sizeBytes: number,
): void {
  noteActivity(traffic, direction, to, startAt, 0, 0);
  const activity = traffic.activity as Activity;
  const first = Math.min(stepOf(activity, from), stepOf(activity, to));
  const steps = stepOf(activity, to) - first + 1;
  const bytes = direction === "send" ? activity.sendBytes : activity.receiveBytes;
  for (let i = 0; i < steps; i++) {
    add(activity[direction], first + i, shareOf(count, i, steps));
    add(bytes, first + i, shareOf(sizeBytes, i, steps));
  }
}

/** Whole numbers whose sum is the total. */
const shareOf = (total: number, i: number, steps: number): number =>
  Math.floor((total * (i + 1)) / steps) - Math.floor((total * i) / steps);

const createActivity = (startAt: number): Activity => ({
  startAt,
  stepMs: FIRST_STEP_MS,
  send: [],
  receive: [],
  sendBytes: [],
  receiveBytes: [],
});

/** A clock that was set back counts where the time began; a later time doubles the steps. */
function stepOf(activity: Activity, at: number): number {
  let step = Math.floor((at - activity.startAt) / activity.stepMs);
  while (step >= MAX_ACTIVITY) {
    activity.stepMs *= 2;
    for (const list of [
      activity.send,
      activity.receive,
      activity.sendBytes,
      activity.receiveBytes,
    ]) {
      joinPairs(list);
    }
    step = Math.floor((at - activity.startAt) / activity.stepMs);
  }
  return Math.max(0, step);
}

function joinPairs(list: number[]): void {
  const half = Math.ceil(list.length / 2);
  for (let i = 0; i < half; i++) list[i] = (list[2 * i] as number) + (list[2 * i + 1] ?? 0);
  list.length = half;
}

/** Without holes: they would come back from a file as null. */
function add(list: number[], step: number, value: number): void {
  while (list.length <= step) list.push(0);
  list[step] = (list[step] as number) + value;
}
