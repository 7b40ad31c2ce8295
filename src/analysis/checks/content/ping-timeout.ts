import { readPingLimits } from "../../../decoders/index.ts";
import { formatDuration } from "../../../words/words.ts";
import { defineCheck, type Ended, explainEnd, overEnded } from "../../check.ts";
import { endBeganAt, readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { createSuspensions } from "../../series/suspensions.ts";

/** A timer of a busy page fires late; it is never early, but clocks are read a moment apart. */
const EARLY = 0.98;
const LATE = 1.25;

/**
 * Socket.IO's client gives up when the server's ping does not come within pingInterval +
 * pingTimeout of the last, and calls close() without a word.
 */
export const pingTimeout = defineCheck({
  name: "ping-timeout",
  run: (context) => {
    const suspensionOf = createSuspensions(context.session);
    return overEnded(context, (connection) => {
      if (!isOpened(connection) || whoClosed(connection) !== "page") return null;
      if (readConversation(connection).protocol !== "socket.io") return null;
      const limits = connection.first.map(({ body }) => readPingLimits(body)).find(Boolean);
      if (!limits) return null;
      const silentMs = silenceOf(connection);
      const limitMs = limits.intervalMs + limits.timeoutMs;
      // A computer that slept missed the ping itself.
      if (suspensionOf(connection) !== null) return null;
      if (silentMs === null || silentMs < limitMs * EARLY || silentMs > limitMs * LATE) return null;
      return explainEnd(connection, {
        id: "heartbeat-missed",
        variant: "engine-io",
        severity: "error",
        confidence: 0.97,
        facts: { silent: formatDuration(silentMs), limit: formatDuration(limitMs) },
        evidence: [
          ...figure("nothing received for", silentMs, "ms"),
          ...figure("pingInterval", limits.intervalMs, "ms"),
          ...figure("pingTimeout", limits.timeoutMs, "ms"),
          ...dropEvidence(connection),
        ],
      });
    });
  },
});

function silenceOf(connection: Ended): number | null {
  const beganAt = endBeganAt(connection);
  const lastAt = connection.receive.lastAt;
  return beganAt === null || lastAt === null ? null : beganAt - lastAt;
}
