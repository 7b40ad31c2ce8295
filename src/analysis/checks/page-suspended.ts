import type { Connection } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";
import { type Context, defineCheck, type Ended, explainEnd, overEnded } from "../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../connection/evidence.ts";
import { createSuspensions } from "../series/suspensions.ts";

/** A client that comes back within it has slept well; after it, it seems not to come back at all. */
export const RETURN_MS = 60_000;
/** Beside a mere break of the line; a plain code (0.9); a page's own `close()` on waking (0.95). */
const CONFIDENCE = { network: 0.85, server: 0.92, page: 0.96 };
/** What a server says to, or a page finds of, a peer that no longer answers. */
const GAVE_UP =
  /time[d -]*out|heart-?beat|\bp[io]ng\b|keep-?alive|idle|inactiv|stale|dead|no response/i;
const GAVE_UP_CODES = new Set([1000, 1001, 1005]);

/** The computer slept or the tab was frozen, and the connection did not outlive it. */
export const pageSuspended = defineCheck({
  name: "page-suspended",
  run: (context) => {
    const suspensionOf = createSuspensions(context.session);
    const lastOpenedAt = lastOpenings(context.connections);
    return overEnded(context, (connection) => {
      const closer = whoClosed(connection);
      if (!isOpened(connection) || !closer || !isByPause(connection, closer)) return null;
      const pause = suspensionOf(connection);
      if (!pause) return null;
      const slept = pause.kind === "clock-jump";
      return explainEnd(connection, {
        id: "page-suspended",
        ...(slept ? {} : { variant: "frozen" }),
        severity: isForgiven(connection, context, lastOpenedAt) ? "info" : "warning",
        confidence: CONFIDENCE[closer],
        facts: { slept: formatDuration(pause.ms ?? Number.NaN) },
        evidence: [
          ...figure("clock-jump", slept ? pause.ms : null, "ms", { at: pause.at }),
          ...figure("browser-said", slept ? null : pause.kind, undefined, { at: pause.at }),
          ...dropEvidence(connection),
        ],
      });
    });
  },
});

type Pausable = keyof typeof CONFIDENCE;

/** Broken; or given up by the side that was awake, or by the page that found out on waking. */
function isByPause({ end, closing }: Ended, closer: string): closer is Pausable {
  if (closer === "network") return true;
  if (closer === "server") return GAVE_UP_CODES.has(end.code ?? -1) || GAVE_UP.test(end.reason);
  return closer === "page" && GAVE_UP.test(closing?.reason ?? "");
}

/** A client that came back, or still may, did all that can be asked of it. */
const isForgiven = (
  { endpoint, end }: Ended,
  { nowMs }: Context,
  lastOpenedAt: ReadonlyMap<string, number>,
): boolean => nowMs - end.at < RETURN_MS || (lastOpenedAt.get(endpoint) ?? 0) >= end.at;

/** When each endpoint last opened. */
function lastOpenings(connections: readonly Connection[]): Map<string, number> {
  const lastAt = new Map<string, number>();
  for (const { endpoint, open } of connections) {
    if (open && open.at > (lastAt.get(endpoint) ?? 0)) lastAt.set(endpoint, open.at);
  }
  return lastAt;
}
