import { largestOf } from "../../session/extremes.ts";
import type { Connection } from "../../session/session.ts";
import { MAX_SIZES } from "../../session/traffic.ts";
import { formatBytes } from "../../words/words.ts";

/** Messages of about one size. */
export type SizeStep = { words: string; received: number; sent: number };

export type SizeFigures = {
  /** From the smallest size that there was to the largest. */
  steps: SizeStep[];
  /** The sizes at both ends of them. */
  ends: [from: string, to: string];
};

const STEPS = Array.from({ length: MAX_SIZES }, (_, i) => i);
/** Fewer would be as broad as the card. */
const LEAST_STEPS = 10;

type Direction = "send" | "receive";

/** How many messages there were of each size; null where no single size is known. */
export function sizeFigures(connections: readonly Connection[]): SizeFigures | null {
  const received = countSizes(connections, "receive");
  const sent = countSizes(connections, "send");
  const filled = STEPS.filter((i) => at(received, i) + at(sent, i) > 0);
  const [first] = filled;
  if (first === undefined) return null;
  const from = Math.min(first, MAX_SIZES - LEAST_STEPS);
  const to = Math.max(filled.at(-1) ?? 0, from + LEAST_STEPS - 1);
  const steps = STEPS.slice(from, to + 1).map((i) => ({
    words: stepWords(i),
    received: at(received, i),
    sent: at(sent, i),
  }));
  return { steps, ends: [formatBytes(leastOf(from)), endWords(to)] };
}

/** "at most 128 B", "under 1 KiB": so large are so many of the messages whose size is known. */
export function sizeOfShare(
  connections: readonly Connection[],
  direction: Direction,
  share: number,
): string | null {
  const sizes = countSizes(connections, direction);
  const total = sizes.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  const step = sizes.findIndex((count) => {
    below += count;
    return below >= share * total;
  });
  const largestBytes = largestOf(connections.map((each) => each[direction].largestBytes));
  const isLast = step === MAX_SIZES - 1;
  return isLast || largestBytes < 2 ** step
    ? `at most ${formatBytes(largestBytes)}`
    : `under ${formatBytes(2 ** step)}`;
}

/** Messages of which only sums arrived, or that a file of before sizes were counted tells of. */
export function countUnsized(connections: readonly Connection[]): number {
  const directions: Direction[] = ["send", "receive"];
  return directions.reduce((sum, direction) => {
    const all = connections.reduce((count, each) => count + each[direction].count, 0);
    const sized = countSizes(connections, direction).reduce((count, n) => count + n, 0);
    return sum + Math.max(0, all - sized);
  }, 0);
}

const countSizes = (connections: readonly Connection[], direction: Direction): number[] =>
  STEPS.map((i) =>
    connections.reduce((sum, { traffic }) => sum + at(traffic[direction].sizes, i), 0),
  );

const at = (counts: readonly number[], i: number): number => counts[i] ?? 0;

const leastOf = (step: number): number => (step === 0 ? 0 : 2 ** (step - 1));

const endWords = (step: number): string =>
  step === MAX_SIZES - 1 ? "and more" : formatBytes(2 ** step);

function stepWords(step: number): string {
  const least = formatBytes(leastOf(step));
  if (step < 2) return least;
  return step === MAX_SIZES - 1 ? `${least} and more` : `${least} to under ${endWords(step)}`;
}
