import { nameProtocol } from "../../../decoders/index.ts";
import type { Opening } from "../../../services/service.ts";
import { SERVICE_ROWS } from "../../../services/services.ts";
import { formatDuration } from "../../../words/words.ts";
import { defineCheck, type Ended, eachEnded, explainEnd } from "../../check.ts";
import { type Conversation, endBeganAt, readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { isUnready } from "../../connection/ready.ts";

/** What each protocol exchanges before it is ready. */
const OPENINGS = new Map(
  SERVICE_ROWS.flatMap(([, { decoder, opening }]) =>
    decoder && opening ? [[decoder, opening] as const] : [],
  ),
);

/** eclipse-mosquitto/mosquitto#18; MQTT 3.1.1 §3.2.2.3 only says that a server should answer. */
const NO_CONNACK =
  "The broker refused the login (user name, password, client id, or the version): many hang up rather than answer with a CONNACK, as AWS IoT does where the policy does not allow iot:Connect for this client id.";
/** novnc/noVNC#553; novnc/websockify: the proxy ends the WebSocket when the TCP connection ends. */
const VNC_HUNG_UP =
  "The VNC server behind the proxy (websockify) hung up: it refuses this client (only localhost is allowed, too many wrong passwords, another session is active), does not speak this version, or crashed. Its own log says which.";

const LIKELY: Partial<Record<Conversation["protocol"], string>> = {
  mqtt: NO_CONNACK,
  rfb: VNC_HUNG_UP,
};

/** litespeedtech/openlitespeed#352 */
const PASSES_NOTHING_ON =
  "After its 101 not a single message came: whatever opened the WebSocket has nobody behind it, such as a proxy that answers upgrades by itself, or the server hangs.";
/** Clients that wait for a first word wait for some seconds. */
const GAVE_UP_MS = 5_000;
/** In these the server speaks first; in the others the page has to. */
const SERVER_FIRST: ReadonlySet<Conversation["protocol"]> = new Set<Conversation["protocol"]>([
  "actioncable",
  "pusher",
  "socket.io",
  "sockjs",
]);
const isTurn = ({ protocol, messages }: Conversation): boolean =>
  SERVER_FIRST.has(protocol) || messages.some(({ direction }) => direction === "send");

/** Codes with which a server says more than that it gave up. */
const SAYS_MORE = new Set([1001, 1002, 1003, 1007, 1009, 1011, 1012, 1013, 1014]);
/** Codes of graphql-transport-ws for an opening that took too long (PROTOCOL.md). */
const TIMEOUT_CODES = new Set([4408, 4504]);
/** Timers fire late, never early. */
const EARLY = 0.98;
const LATE = 1.08;

/** Opened, but the application's own handshake never came to its end. */
export const neverReady = defineCheck({
  name: "never-ready",
  run: eachEnded((connection) => {
    const conversation = readConversation(connection);
    const opening = OPENINGS.get(conversation.protocol);
    if (!opening || connection.end.by !== "close" || !isOpened(connection)) return null;
    if (!isUnready(conversation)) return null;
    const waitedMs = (endBeganAt(connection) ?? 0) - (connection.open?.at ?? connection.createdAt);
    const timeout = timeoutOf(connection, conversation, opening, waitedMs);
    const isMute = connection.receive.count === 0 && waitedMs >= GAVE_UP_MS && isTurn(conversation);
    const confidence = confidenceOf(connection, timeout !== null || isMute);
    if (confidence === null) return null;
    return explainEnd(connection, {
      id: timeout === null ? "closed-before-ready" : "application-handshake-timeout",
      variant: "protocol",
      severity: "error",
      confidence,
      causes: [
        isMute ? PASSES_NOTHING_ON : undefined,
        timeout === null ? LIKELY[conversation.protocol] : undefined,
      ].filter((cause) => cause !== undefined),
      facts: {
        protocol: nameProtocol(conversation.protocol),
        ready: opening.ready,
        waited: formatDuration(waitedMs),
        limit: timeout === null || timeout === "" ? "" : ` That is ${timeout}.`,
        spoke:
          connection.send.count === 0
            ? "The page sent nothing."
            : "The page had sent its first message.",
      },
      evidence: [
        ...figure("protocol", nameProtocol(conversation.protocol)),
        ...figure("never-received", opening.ready),
        ...figure("waited-for-ready", waitedMs, "ms"),
        ...(timeout ? figure("matching-timeout", timeout) : []),
        ...dropEvidence(connection),
      ],
    });
  }),
});

/** The limit that fired, "" where the code alone says it, null where it was no limit. */
function timeoutOf(
  { end, closing }: Ended,
  { protocol }: Conversation,
  { timeoutsMs }: Opening,
  waitedMs: number,
): string | null {
  const known = timeoutsMs.find(({ ms }) => waitedMs >= ms * EARLY && waitedMs <= ms * LATE);
  if (known) return `${known.of} of ${formatDuration(known.ms)}`;
  const isByCode = protocol === "graphql-transport-ws" && TIMEOUT_CODES.has(end.code ?? 0);
  return isByCode || /time[d -]?out/i.test(`${closing?.reason ?? ""} ${end.reason}`) ? "" : null;
}

function confidenceOf(connection: Ended, isTimeout: boolean): number | null {
  const code = connection.end.code ?? 1005;
  switch (whoClosed(connection)) {
    case "page":
      // A page may give up at any moment; only a limit tells that it had waited.
      return isTimeout ? 0.955 : null;
    case "server":
      if (SAYS_MORE.has(code)) return null;
      return isTimeout ? 0.93 : code >= 3000 ? 0.6 : 0.91;
    case "network":
      return isTimeout ? 0.76 : 0.55;
    default:
      return null;
  }
}
