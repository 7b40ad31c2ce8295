/** The page's own waits, which silences and ages at an end may only repeat. */
import type { Context } from "../check.ts";
import { isSteady, medianOf } from "../checks/reconnect/figures.ts";
import { knownDelays } from "./series.ts";

const MIN_WAITS = 2;
/** Limits of so little are rare, and waits of longer than that as well. */
const LONGEST_MS = 10_000;
const SAME_SHARE = 0.1;
const SAME_MS = 150;

/** Whether a time is the wait after which the pages of an endpoint come back: two that throw each other out live so long. */
export function createOwnPace({ series }: Context): (endpoint: string, ms: number) => boolean {
  const paces = new Map<string, number[]>();
  for (const group of series) {
    const waitsMs = knownDelays(group);
    if (waitsMs.length < MIN_WAITS || !isSteady(waitsMs)) continue;
    paces.set(group.url, [...(paces.get(group.url) ?? []), medianOf(waitsMs)]);
  }
  return (endpoint, ms) =>
    ms <= LONGEST_MS && (paces.get(endpoint)?.some((pace) => isSame(pace, ms)) ?? false);
}

const isSame = (paceMs: number, ms: number): boolean =>
  Math.abs(paceMs - ms) <= Math.max(SAME_MS, paceMs * SAME_SHARE);
