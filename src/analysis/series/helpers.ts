/** Sockets that only look whether a server is there: they are counted apart from those that carry data. */
import type { Connection } from "../../session/session.ts";
import { livedMs } from "../connection/quiet.ts";
import { whoClosed } from "../connection/who-closed.ts";

export const AT_MOST_MS = 2_000;

/** Once is a change of mind. */
export const MIN_HELPERS = 2;

/** Opened, and closed by the page at once and as it should be, without a message either way. */
export function isHelper(connection: Connection): boolean {
  const { open, send, receive, closing, end } = connection;
  if (open === null || end === null) return false;
  const isNormal = closing !== null && (closing.code === null || closing.code === 1000);
  return (
    send.count + receive.count === 0 &&
    isNormal &&
    end.code !== 1006 &&
    whoClosed(connection) === "page" &&
    livedMs(connection, end.at) < AT_MOST_MS
  );
}
