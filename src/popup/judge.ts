import type { diagnose } from "../analysis/diagnose.ts";
import { type Judgement, tryToDiagnose } from "../analysis/try-to-diagnose.ts";
import { hasAttempts } from "../session/attempts.ts";
import type { Session } from "../session/session.ts";

/**
 * The diagnosis, loaded beside the popup and not before it: states and counts are to be seen at once,
 * and are still worth showing where it fails. `onReady`: there is more to show.
 */
export function createJudge(onReady: () => void) {
  let judge: typeof diagnose | null = null;
  const ready = import("../analysis/diagnose.ts").then((loaded) => {
    judge = loaded.diagnose;
    onReady();
  });
  let loadFailure: Error | null = null;
  ready.catch((error: Error) => {
    loadFailure = error;
    onReady();
  });
  return (session: Session | null, nowMs: number): Judgement => {
    if (loadFailure) return { report: null, failure: loadFailure };
    return tryToDiagnose(judge, session && hasAttempts(session) ? session : null, nowMs);
  };
}
