import { formatDuration } from "../words/words.ts";
import type { Budget } from "./budget.ts";
import type { Check, Context, Draft } from "./check.ts";
import { figure } from "./connection/evidence.ts";

/** What one check may take of the time of whoever shows its findings. */
export const MAX_MS = 250;
/**
 * A busy computer may hold up any of them for a moment: one that took longer once is slow when it
 * does so again the next time, or where it took as long as this.
 */
export const SURELY_MS = 1_000;
/** After that it rests: it is to take a twentieth of the time at most. */
const REST_PER_WORK = 20;

/** Runs a check, or tells again what it found while it rests from having been slow. */
export function runWithin(budget: Budget | null, check: Check, context: Context): Draft[] {
  if (!budget) return check.run(context);
  const { now, slow, late } = budget;
  const startedAt = now();
  const before = slow.get(check.name);
  if (before && startedAt < before.until) return before.drafts.filter(isAboutWhatIsThere(context));
  slow.delete(check.name);
  let drafts: Draft[] = [];
  try {
    drafts = check.run(context);
  } finally {
    const tookMs = now() - startedAt;
    const wasLate = before !== undefined || late.delete(check.name);
    if (tookMs > MAX_MS && !wasLate && tookMs < SURELY_MS) late.add(check.name);
    else if (tookMs > MAX_MS) {
      drafts = [...drafts, wasSlow(context, check.name, tookMs)];
      slow.set(check.name, { until: startedAt + tookMs * (1 + REST_PER_WORK), drafts });
    }
  }
  return drafts;
}

const isAboutWhatIsThere =
  ({ session }: Context) =>
  ({ connection }: Draft): boolean =>
    connection === undefined || session.connections.has(connection.id);

const wasSlow = ({ page, nowMs }: Context, check: string, tookMs: number): Draft => ({
  id: "check-failed",
  variant: "slow",
  subject: page,
  // Its findings are there, and the page is no worse for it.
  severity: "info",
  explains: false,
  confidence: 1,
  facts: {
    check,
    took: formatDuration(tookMs),
    most: formatDuration(MAX_MS),
    rest: formatDuration(tookMs * REST_PER_WORK),
  },
  evidence: [...figure("check", check), ...figure("took-time", tookMs, "ms")],
  since: nowMs,
  until: null,
});
