import { formatDuration, listOf } from "../../words/words.ts";
import type { Policy } from "../finding.ts";

const round = (value: number) => String(Math.round(value * 100) / 100);
const ms = (value: number) => formatDuration(Math.round(value));

/** "exponential backoff from 1 s, doubling, up to 30 s, without jitter". */
export function describePolicy(policy: Policy): string {
  const parts = [curveWords(policy)];
  if (policy.kind !== "unknown" && policy.kind !== "immediate" && policy.kind !== "listed") {
    if (policy.capMs !== null) parts.push(`up to ${ms(policy.capMs)}`);
    const isEachTheSame = policy.kind === "fixed" && policy.jitter.kind === "none";
    if (!isEachTheSame) parts.push(jitterWords(policy));
  }
  if (policy.atOnce > 0) {
    parts.push(
      policy.atOnce === 1 ? "after one retry at once" : `after ${policy.atOnce} retries at once`,
    );
  }
  if (policy.breaker)
    parts.push(`with pauses of ${ms(policy.breaker.pauseMs)} before a single trial`);
  if (policy.leftOut > 0) {
    parts.push(
      policy.leftOut === 1 ? "but for one odd wait" : `but for ${policy.leftOut} odd waits`,
    );
  }
  return parts.join(", ");
}

function curveWords({ kind, baseMs, factor, stepMs, scheduleMs, n }: Policy): string {
  switch (kind) {
    case "immediate":
      return "retries at once";
    case "fixed":
      return `the same wait of ${ms(baseMs ?? 0)} each time`;
    case "linear":
      return `waits that grow by ${ms(stepMs ?? 0)} each time, from ${ms(baseMs ?? 0)}`;
    case "exponential": {
      const growth = factor === 2 ? "doubling" : `growing by a factor of ${round(factor ?? 0)}`;
      return `exponential backoff from ${ms(baseMs ?? 0)}, ${growth}`;
    }
    case "listed":
      return `a fixed schedule of ${listOf((scheduleMs ?? []).map(ms))}`;
    case "unknown":
      return n < 3 ? "too few waits to tell a rule" : "varying waits without a clear rule";
  }
}

function jitterWords({ jitter: { kind, fraction } }: Policy): string {
  switch (kind) {
    case "none":
      return "without jitter";
    case "full":
      return "with full jitter";
    case "equal":
      return "with equal jitter (half of each wait is random)";
    case "proportional":
      return `with ±${Math.round((fraction ?? 0) * 100)} % jitter`;
    case "unknown":
      return "with an unclear jitter";
  }
}
