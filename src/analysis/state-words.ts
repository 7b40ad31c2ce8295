/** How a connection stands, in a few words: list rows, popup and command line say the same. */
import type { Connection, End, PageStop } from "../session/session.ts";
import { formatDuration } from "../words/words.ts";
import { isUntold } from "./connection/opened.ts";
import type { Finding } from "./finding.ts";

export type Tone = "open" | "connecting" | "closing" | "quiet" | "warning" | "error";

const CLEAN_CODES = new Set([1000, 1001, 1005]);

/** "open for 4 min 5 s", "closed 1006 after 62.1 s", "handshake refused: 403". */
export function stateInWords(connection: Connection, nowMs: number): string {
  const { open, end, createdAt } = connection;
  if (!end) return unfinishedInWords(connection, nowMs);
  if (!open && !isUntold(connection)) return failureInWords(connection);
  const after = `after ${formatDuration(end.at - (open?.at ?? createdAt))}`;
  switch (end.by) {
    case "page-gone":
      return `${goneInWords(end)} ${after}`;
    case "unwatched":
      return `no longer watched ${after}`;
    case "devtools":
      return end.code === null ? `over ${after}` : `closed ${end.code} ${after}`;
    default:
      return end.code === null ? `ended ${after}` : `closed ${end.code} ${after}`;
  }
}

function unfinishedInWords({ state, open, closing, createdAt }: Connection, nowMs: number) {
  switch (state) {
    case "connecting":
      return `handshake pending for ${formatDuration(nowMs - createdAt)}`;
    case "closing":
      return `closing for ${formatDuration(nowMs - (closing?.at ?? createdAt))}`;
    default:
      return `open for ${formatDuration(nowMs - (open?.at ?? createdAt))}`;
  }
}

function failureInWords(connection: Connection): string {
  const { csp, end, closing, handshake, createdAt } = connection;
  if (csp) return "blocked by the page's policy";
  if (end?.by === "unwatched") return "no longer watched";
  if (end?.by === "page-gone") return `${goneInWords(end)} during the handshake`;
  const refusal = refusalOf(connection);
  if (refusal !== null) return `handshake refused: ${refusal}`;
  const netError = /net::(ERR_\w+)/.exec(handshake?.error ?? "")?.[1];
  if (netError) return `handshake failed: ${netError}`;
  if (closing) return `given up by the page after ${formatDuration(closing.at - createdAt)}`;
  return "handshake failed";
}

/** The status with which the server refused the handshake; null where it did not, or none is known. */
function refusalOf({ open, handshake }: Connection): number | null {
  const status = open ? null : handshake?.status;
  return status && status !== 101 ? status : null;
}

/**
 * What one figure can say of an end. Of a handshake that failed the page is told 1006 whatever it
 * was: its status says more, and where there is none, that it failed.
 */
export function endFigure(connection: Connection): string {
  const { open, end, csp } = connection;
  if (!end) return "";
  if (open) return String(end.code ?? "");
  if (isUntold(connection)) return "";
  return csp ? "blocked" : String(refusalOf(connection) ?? "failed");
}

const STOPPED_WORDS: Record<PageStop, string> = {
  crashed: "page crashed or was killed",
  discarded: "tab discarded",
  "frame-crashed": "frame crashed or was killed",
};

const goneInWords = ({ pageStopped }: End): string =>
  pageStopped === undefined ? "page left" : STOPPED_WORDS[pageStopped];

/** A finding knows better than the code: a clean 1000 can be a failure, a 1006 harmless. */
export function judgedTone(connection: Connection, primary: Finding | undefined): Tone {
  if (!connection.end || !primary?.primary) return toneOf(connection);
  return primary.severity === "info" ? "quiet" : primary.severity;
}

/** The colour of its dot, before any finding: an unclean end is an error, a clean one is quiet. */
export function toneOf({ state, open, end }: Connection): Tone {
  if (!end) return state === "closed" ? "quiet" : state;
  if (end.by !== "close" && end.by !== "error") return "quiet";
  if (!open) return "error";
  if (end.code !== null && CLEAN_CODES.has(end.code)) return "quiet";
  return end.wasClean === false || end.code === 1006 ? "error" : "warning";
}
