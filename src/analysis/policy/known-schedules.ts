import type { Schedule } from "../../services/service.ts";
import type { Policy } from "../finding.ts";
import { NORMS } from "./norms.ts";

/** Constants through a page's timers agree within this; a list's values within this and 20 ms. */
const AGREE = 0.06;
const LATE_MS = 20;
/** Fewer would fit many a library. */
const MIN_DELAYS = 4;

export const isNear = (a: number, b: number) => Math.abs(a - b) <= AGREE * b + LATE_MS;

/** The libraries whose own schedule a policy agrees with. */
export const matchLibraries = (policy: Policy): string[] =>
  policy.n < MIN_DELAYS ? [] : NORMS.filter((norm) => agrees(norm, policy)).map(({ name }) => name);

function agrees(norm: Schedule, policy: Policy): boolean {
  if (norm.kind !== policy.kind || norm.jitter !== policy.jitter.kind) return false;
  if (norm.scheduleMs) {
    const schedule = norm.scheduleMs;
    return (policy.scheduleMs ?? []).every((ms, i) => {
      const own = schedule[i];
      return own !== undefined && isNear(ms, own);
    });
  }
  const { baseMs, factor, stepMs, capMs, jitter } = policy;
  const [least, most] = norm.baseMs;
  if (baseMs === null || baseMs < least * (1 - AGREE) || baseMs > most * (1 + AGREE) + LATE_MS) {
    return false;
  }
  if (norm.factor && (factor === null || !isNear(factor * 1_000, norm.factor * 1_000)))
    return false;
  if (norm.stepMs && (stepMs === null || !isNear(stepMs, norm.stepMs))) return false;
  if (norm.fraction && Math.abs((jitter.fraction ?? 0) - norm.fraction) > 0.12) return false;
  // A cap that the waits have not reached yet says nothing against the library.
  return capMs === null || (norm.capMs !== undefined && isNear(capMs, norm.capMs));
}
