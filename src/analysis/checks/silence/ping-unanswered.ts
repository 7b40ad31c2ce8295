import { formatDuration } from "../../../words/words.ts";
import { defineCheck, type Ended, eachEnded, explainEnd } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";

const PING = /(?:^|[._:-])ping$/i;
/** Their server's pings ask for no answer, or have a rule of their own. */
const OWN_RULE = new Set(["actioncable", "signalr", "socket.io", "phoenix", "sockjs"]);
/** Twice may be chance only where the end does not come at the time of the next one. */
export const MIN_PINGS = 2;
const SHORTEST_MS = 5_000;
/** A server waits for an answer at most until it would ask for the third time. */
const WAITS = 2.2;
/** Above a plain code (0.9); above a break of the line (0.4). */
const CONFIDENCE = { server: 0.91, network: 0.6 };

/** The server asked for a sign of life, more than once, and the page never said a word. */
export const pingUnanswered = defineCheck({
  name: "ping-unanswered",
  run: eachEnded((connection) => {
    const closer = whoClosed(connection);
    if (!isOpened(connection) || (closer !== "server" && closer !== "network")) return null;
    if (connection.end.reason !== "") return null;
    const found = findPings(connection);
    if (!found) return null;
    return explainEnd(connection, {
      id: "heartbeat-missed",
      variant: "ping-unanswered",
      severity: "error",
      confidence: CONFIDENCE[closer],
      facts: { times: String(found.times), every: formatDuration(found.everyMs) },
      evidence: [
        ...figure("heartbeats-missed", found.times, undefined, { at: found.firstAt }),
        ...figure("heartbeat-period", Math.round(found.everyMs), "ms"),
        ...dropEvidence(connection),
      ],
    });
  }),
});

function findPings(connection: Ended) {
  const { protocol, messages } = readConversation(connection);
  if (OWN_RULE.has(protocol)) return null;
  const pings = messages.filter(
    ({ direction, isHeartbeat, kind }) => direction === "receive" && isHeartbeat && PING.test(kind),
  );
  const [first] = pings;
  const last = pings.at(-1);
  if (!first || !last || pings.length < MIN_PINGS) return null;
  if ((connection.send.lastAt ?? 0) >= first.at) return null;
  const everyMs = (last.at - first.at) / (pings.length - 1);
  const waitedMs = connection.end.at - last.at;
  if (everyMs < SHORTEST_MS || waitedMs > everyMs * WAITS) return null;
  return { times: pings.length, everyMs, firstAt: first.at };
}
