import type { Attempt, Series } from "../../analysis/finding.ts";
import { formatDuration } from "../../words/words.ts";
import { policyWait, type Wait } from "./policy-band.ts";

/** One retry: what it waited, what the policy says it would, and what would be kind to the server. */
export type DelayRow = {
  /** Its place among all attempts, from 1. */
  attempt: number;
  at: number;
  connectionId: string;
  delayMs: number;
  policy: Wait | null;
  goodMs: number;
  outcome: Attempt["outcome"];
  uptimeMs: number | null;
  heldBy: Attempt["heldBy"];
};

/** Attempts that followed a close; only those have a delay. */
export const delayRows = ({ history, policy, recommendedMs }: Series): DelayRow[] =>
  history.flatMap((attempt, i): DelayRow[] => {
    const { delayMs, step, at, connectionId, outcome, uptimeMs, heldBy } = attempt;
    if (delayMs === null) return [];
    return [
      {
        attempt: i + 1,
        at,
        connectionId,
        delayMs: Math.max(0, delayMs),
        policy: step === null ? null : policyWait(policy, step),
        goodMs: recommendedMs[i] ?? 0,
        outcome,
        uptimeMs,
        heldBy,
      },
    ];
  });

export const OUTCOME_WORDS: Record<Attempt["outcome"], string> = {
  connecting: "handshake pending",
  open: "open",
  failed: "handshake failed",
  lost: "opened, then lost",
  "closed-by-server": "opened, closed by the server",
  "closed-by-page": "closed by the page",
  "page-gone": "the page went away",
};

/** One point of the chart: "Attempt 5 waited 252 ms, its policy says 240 ms to 260 ms, …". */
export function waitInWords(row: DelayRow | undefined): string {
  if (!row) return "";
  const { attempt, delayMs, policy, goodMs, outcome } = row;
  const parts = [`Attempt ${attempt} waited ${formatDuration(delayMs)}`];
  if (policy) {
    const [low, high] = [formatDuration(policy.lowMs), formatDuration(policy.highMs)];
    parts.push(`its policy says ${low === high ? low : `${low} to ${high}`}`);
    parts.push(`${formatDuration(goodMs)} are recommended`);
  }
  return `${parts.join(", ")}: ${OUTCOME_WORDS[outcome]}`;
}

export const HELD_WORDS: Record<NonNullable<Attempt["heldBy"]>, string> = {
  hidden: "the tab was hidden, so its timers were slowed",
  frozen: "the tab was frozen",
  sleep: "the computer slept",
  offline: "the browser was offline",
  browser: "the browser itself waits after a failure",
};
