import type { Policy } from "../../src/analysis/finding.ts";
import type { PolicyTruth } from "./scenario.ts";

/** As much of a series as is held against the truth. */
export type Schedule = { url: string; policy: Pick<Policy, "kind" | "baseMs" | "factor"> };

/** How far a constant may be off that was measured through timers of a busy machine. */
const TOLERANCE = 0.2;

/** Whether the client's schedule was recognised; what is wrong with it, or nothing. */
export function judgePolicy({ series }: { series: Schedule[] }, truth: PolicyTruth): string[] {
  const found = series.find(({ url }) => new URL(url).pathname === truth.path);
  if (!found) return [`no series of ${truth.path}`];
  const { policy } = found;
  const wrong = (["baseMs", "factor"] as const).flatMap((name) => {
    const wanted = truth[name];
    return wanted === undefined || isNear(policy, name, wanted)
      ? []
      : [`the schedule's ${name} is ${policy[name] ?? "not known"}, not ${wanted}`];
  });
  if (policy.kind !== truth.kind) wrong.push(`the schedule is ${policy.kind}, not ${truth.kind}`);
  return wrong;
}

const isNear = (policy: Schedule["policy"], name: "baseMs" | "factor", wanted: number) => {
  const found = policy[name];
  return found !== null && Math.abs(found - wanted) <= wanted * TOLERANCE;
};
