/** Apart from the evidence, which brings the table of close codes along: lists ask this from the start. */
import type { Connection } from "../../session/session.ts";

export type Closer = "page" | "server" | "network" | "document" | "process" | "unseen";

/**
 * Who closed first. A page that called `close(4000)` and got 1011 back was overtaken: the server's
 * close frame was on its way already. A call without a code comes back as 1005.
 */
export function whoClosed({ end, closing }: Connection): Closer | null {
  if (end === null) return null;
  if (end.by === "page-gone") return end.pageStopped === undefined ? "document" : "process";
  if (end.by === "unwatched" || end.by === "devtools") return "unseen";
  const isClean = end.code === null ? end.wasClean === true : end.code !== 1006;
  if (closing !== null && closing.at <= end.at) {
    const echoes = closing.code === null ? [1005, 1000] : [closing.code];
    return isClean && !echoes.includes(end.code ?? -1) ? "server" : "page";
  }
  return isClean ? "server" : "network";
}
