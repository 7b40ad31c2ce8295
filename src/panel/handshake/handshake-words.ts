import { maskWords } from "../../secrets/secret-words.ts";
import type { Connection, Probe } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";

/** How the handshake went, or why that cannot be said. */
export function handshakeInWords(connection: Connection): string {
  const { open, end, handshake, createdAt, csp, pageWorker, closing } = connection;
  if (csp) return `The page's own policy (${csp.directive}) forbids this socket: nothing was sent.`;
  if (open) {
    return `Accepted after ${formatDuration(open.at - createdAt)}${handshake ? "" : ". Its headers are known only while DevTools is open."}`;
  }
  if (!end) return "No answer yet.";
  if (handshake?.blanked) {
    return "It failed. Another extension that may change network requests makes the browser hide the reason.";
  }
  if (handshake?.status && handshake.status !== 101) {
    return `The server answered ${handshake.status} ${handshake.statusText} instead of opening the socket.`.replace(
      "  ",
      " ",
    );
  }
  if (handshake?.error) return `It failed: ${maskWords(handshake.error)}`;
  if (end.pageStopped === "crashed") {
    return "The tab's page crashed or was killed before an answer came.";
  }
  if (end.pageStopped === "frame-crashed") {
    return "The frame that asked crashed or was killed before an answer came.";
  }
  if (end.by === "page-gone") return "The page went away before an answer came.";
  if (closing) return "The page gave up before an answer came.";
  if (pageWorker) return "It is over; DevTools tells neither an answer nor a failure.";
  return "It failed, and the browser never tells a page why. DevTools knows the reason of handshakes that fail while it is open.";
}

/** What a probe found, and what that proves. */
export function probeInWords({
  outcome,
  status,
  error,
  durationMs,
  withCredentials,
}: Probe): string {
  const how = withCredentials ? "with credentials" : "without credentials";
  const took = formatDuration(durationMs);
  if (outcome === "timeout") return `Asked ${how}: no answer within ${took}.`;
  if (outcome === "failed") {
    return `Asked ${how}: nothing answered, after ${took}${error ? ` (${error})` : ""}.`;
  }
  if (status === null) {
    return `Asked ${how}: something there answers HTTP, after ${took}. Its status can be seen only while DevTools is open.`;
  }
  return `Asked ${how}: HTTP ${status} after ${took}. A plain request is not an upgrade, so the status may differ from the socket's.`;
}
