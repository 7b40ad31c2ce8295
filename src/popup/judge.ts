import { createStandingJudge, type Wanted } from "../analysis/standing-judge.ts";
import type { Diagnose, Judgement } from "../analysis/try-to-diagnose.ts";
import { hasAttempts } from "../session/attempts.ts";
import type { Session } from "../session/session.ts";
import { eventLoop } from "../shared/event-loop.ts";

/** Time alone settles some findings. */
const JUDGE_AGAIN_MS = 500;

/**
 * The diagnosis, loaded beside the popup and not before it: states and counts are to be seen at once,
 * and are still worth showing where it fails. `onReady`: there is more to show.
 */
export function createJudge(onReady: () => void) {
  let run: Diagnose | null = null;
  const ready = import("../analysis/diagnose.ts").then((loaded) => {
    run = loaded.diagnoseInSteps;
    onReady();
  });
  let loadFailure: Error | null = null;
  ready.catch((error: Error) => {
    loadFailure = error;
    onReady();
  });
  let wanted: Wanted | null = null;
  const judge = createStandingJudge(eventLoop.now, () => {
    setTimeout(onReady);
  });
  return (session: Session | null, nowMs: number): Judgement => {
    if (loadFailure) return { report: null, failure: loadFailure };
    const judged = session && hasAttempts(session) ? session : null;
    const isNew = wanted?.run !== run || wanted.session !== judged;
    if (!wanted || isNew || nowMs - wanted.nowMs >= JUDGE_AGAIN_MS) {
      wanted = { whose: "tab", run, session: judged, nowMs };
    }
    return judge(wanted);
  };
}
