import type { diagnose } from "../analysis/diagnose.ts";
import type { Report } from "../analysis/finding.ts";
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
  ready.catch((error: unknown) => console.error("Stormglass: the diagnosis is missing", error));
  return (session: Session | null, nowMs: number): Report | null => {
    if (!judge || !session || session.connections.size === 0) return null;
    try {
      return judge(session, nowMs);
    } catch (error) {
      console.error("Stormglass: the diagnosis failed", error);
      return null;
    }
  };
}
