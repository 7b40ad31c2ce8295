import type { Connection } from "../../session/session.ts";
import { lastWords } from "./conversation.ts";
import { whoClosed } from "./evidence.ts";

/** Under it a page's `close()` is a change of mind; client libraries wait 4 s and more. */
export const CHANGE_OF_MIND_MS = 3_000;
/** A server that reports an error and hangs up does so at once. */
const ERROR_BEFORE_END_MS = 3_000;

/** An end that took nothing from the page: what it opens next is no retry. */
export const isExpectedEnd = (connection: Connection): boolean =>
  isOwnClose(connection) || isGoodbye(connection) || isServerPing(connection);

/** A page that closes a socket by itself had no more use for it. */
function isOwnClose(connection: Connection): boolean {
  const { open, closing, createdAt, end } = connection;
  if (whoClosed(connection) !== "page") return false;
  // Before it opens, the browser reports 1006 whoever gave up (RFC 6455 §7.1.7).
  if (open === null) return closing !== null && closing.at - createdAt < CHANGE_OF_MIND_MS;
  return end?.code !== 1006;
}

/** One question, one socket: a server that has the last word and says goodbye has answered. */
function isGoodbye(connection: Connection): boolean {
  const { end, receive, lastMessage } = connection;
  if (end?.code !== 1000 && end?.code !== 1005) return false;
  if (receive.count === 0 || lastMessage?.direction === "send") return false;
  if (whoClosed(connection) !== "server") return false;
  return lastWords(connection, ERROR_BEFORE_END_MS).every(({ error }) => error === undefined);
}

// Vite's client knocks once a second until its development server is back
// (vitejs/vite: packages/vite/src/client/client.ts, waitForSuccessfulPing).
const isServerPing = ({ protocols }: Connection): boolean =>
  protocols?.includes("vite-ping") ?? false;
