import type { Session } from "../session/session.ts";
import type { Budget } from "./budget.ts";
import type { Report } from "./finding.ts";
import type { Steps } from "./turns.ts";

/** Neither: it is not written yet. */
export type Judgement = { report: Report | null; failure: Error | null };

export const NOT_YET: Judgement = { report: null, failure: null };

export type Diagnose = (session: Session, nowMs: number, budget: Budget | null) => Steps<Report>;

/**
 * The diagnosis, or why there is none. A check that throws is a finding of its own; this is about
 * what lies outside of the checks: whoever shows nothing for it would show good health.
 */
export function* tryToDiagnose(
  run: Diagnose | null,
  session: Session | null,
  nowMs: number,
  budget: Budget | null,
): Steps<Judgement> {
  if (!run || !session) return NOT_YET;
  try {
    return { report: yield* run(session, nowMs, budget), failure: null };
  } catch (error) {
    return { report: null, failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** For the panel and the popup, whose lists do not need the diagnosis. */
export const failedDiagnosisInWords = ({ message }: Error): string =>
  `The diagnosis failed: ${message}. What was recorded is still shown, but nothing says what is wrong with it.`;
