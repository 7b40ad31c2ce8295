import { formatDuration } from "../../../../words/words.ts";
import { type Draft, defineCheck, type Ended, explainEnd, overEnded } from "../../../check.ts";
import { dropEvidence, figure, isOpened } from "../../../connection/evidence.ts";
import { rememberPerConnection } from "../../../remember.ts";
import { createSuspensions } from "../../../series/suspensions.ts";
import { judgeOpening, SURE } from "./openclaw-opening.ts";
import { readPhase } from "./openclaw-phase.ts";

/** The tick rule closes after two to three tick intervals of silence. */
const TICK_TIMEOUT = /tick timeout/i;

/**
 * The OpenClaw gateway, judged by its conversation: it closes a login that never came and a message
 * that it cannot read with a clean 1000 and no reason, so its codes alone say little.
 */
export const openClaw = defineCheck({
  name: "openclaw",
  run: (context) => {
    const suspensionOf = createSuspensions(context.session);
    return overEnded(context, (connection) => {
      const draft = judgeOnce(connection, null);
      // A computer that slept missed the ticks, or the handshake's time, itself.
      return draft !== null && suspensionOf(connection) === null ? draft : null;
    });
  },
});

const judgeOnce = rememberPerConnection((connection: Ended): Draft | null => {
  if (!isOpened(connection) || connection.end.by !== "close") return null;
  const told = readPhase(connection);
  if (!told) return null;
  return told.phase === "ready" ? judgeReady(connection) : judgeOpening(connection, told);
});

/** After hello-ok the codes mean what they say; only the page's own watch over ticks needs words. */
function judgeReady(connection: Ended): Draft | null {
  const { closing, end, receive } = connection;
  if (!closing || !TICK_TIMEOUT.test(closing.reason ?? "")) return null;
  const silentMs = receive.lastAt === null ? Number.NaN : closing.at - receive.lastAt;
  return explainEnd(connection, {
    id: "heartbeat-missed",
    variant: "openclaw",
    severity: "error",
    confidence: SURE,
    facts: {
      silent: formatDuration(silentMs),
      hung: formatDuration(end.at - closing.at),
    },
    evidence: [
      ...figure("nothing-received", silentMs, "ms"),
      ...figure("close-call-to-event", end.at - closing.at, "ms"),
      ...dropEvidence(connection),
    ],
  });
}
