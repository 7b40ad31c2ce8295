import { readClientPromise } from "../../../decoders/index.ts";
import { formatDuration } from "../../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  type Ended,
  explainEnd,
  overEnded,
} from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { createHidden } from "../../connection/hidden-heartbeats.ts";
import { lastQuietMs } from "../../connection/quiet.ts";
import { createSuspensions } from "../../series/suspensions.ts";

/** Above a silence that repeats, and a plain code; a reason of the server's own says more. */
const CONFIDENCE = 0.925;

/**
 * The page said nothing for as long as the server waits for it by the protocol's rule, while the
 * server's own messages still came: the line was alive, and the page's heartbeat was missing.
 */
export const clientSilent = defineCheck({
  name: "client-silent",
  run: (context: Context) => {
    const suspensionOf = createSuspensions(context.session);
    const hiddenOf = createHidden(context.session);
    return overEnded(context, (connection): Draft | null => {
      const closer = whoClosed(connection);
      if (!isOpened(connection) || (closer !== "network" && closer !== "server")) return null;
      if (suspensionOf(connection) !== null) return null;
      const { protocol } = readConversation(connection);
      const promised = readClientPromise(protocol, connection.first);
      const silentMs = lastQuietMs(connection, "send", connection.end.at);
      if (!promised || silentMs < promised.earliestMs || silentMs > promised.latestMs) return null;
      if (!isHeard(connection, promised.everyMs)) return null;
      return explainEnd(connection, {
        id: "heartbeat-missed",
        variant: "client-silent",
        severity: "error",
        confidence: CONFIDENCE,
        facts: {
          silent: formatDuration(silentMs),
          every: formatDuration(promised.everyMs),
          client: promised.client,
          server: promised.server,
        },
        evidence: [
          ...figure("silence-of-page", Math.round(silentMs), "ms"),
          ...figure("heartbeat-promised", promised.everyMs, "ms"),
          ...hiddenOf(connection),
          ...dropEvidence(connection),
        ],
      });
    });
  },
});

/** A line on which the server is still heard long after the page's last word is not dead. */
const isHeard = ({ send, receive, open }: Ended, everyMs: number): boolean =>
  (receive.lastAt ?? 0) - (send.lastAt ?? open?.at ?? Number.POSITIVE_INFINITY) >= everyMs / 2;
