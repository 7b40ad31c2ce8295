import type { Draft } from "./check.ts";

type Slow = { until: number; drafts: Draft[] };

/** `now`: ms of any clock that runs on. What it knows is about one session. */
export type Budget = {
  now: () => number;
  slow: Map<string, Slow>;
  /** Those that took too long when they ran last, for the first time. */
  late: Set<string>;
};

export const createBudget = (now: () => number): Budget => ({
  now,
  slow: new Map(),
  late: new Set(),
});
