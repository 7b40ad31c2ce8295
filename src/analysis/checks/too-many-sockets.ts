import type { Connection } from "../../session/session.ts";
import { type Draft, defineCheck, type Ended, explainEnd, isEnded } from "../check.ts";
import { figure } from "../connection/evidence.ts";

/** Chromium's limit for the sockets of one renderer process, which tabs of a site may share. */
export const LIMIT = 255;
/** It refuses at once, without asking the server. */
const AT_ONCE_MS = 1_000;

/**
 * A socket over the browser's limit fails before there is a request, so that DevTools does not list
 * it either: what tells is how many others the page held at that moment.
 */
export const tooManySockets = defineCheck({
  name: "too-many-sockets",
  run: ({ connections }) => {
    const drafts: Draft[] = [];
    const ended = connections.filter(isEnded).sort((a, b) => a.end.at - b.end.at);
    const held = new Set<Connection>();
    let over = 0;
    for (const connection of connections) {
      const { createdAt, open, end, handshake, csp, pageWorker } = connection;
      if (pageWorker) continue;
      while (over < ended.length && (ended[over] as Ended).end.at <= createdAt) {
        held.delete(ended[over++] as Ended);
      }
      const isRefused =
        isEnded(connection) && !open && !handshake && !csp && connection.end.by === "close";
      if (held.size < LIMIT || !isRefused || (end?.at ?? 0) - createdAt > AT_ONCE_MS) {
        if (!end || end.at > createdAt) held.add(connection);
        continue;
      }
      const evidence = figure("sockets-held", held.size);
      drafts.push(
        explainEnd(connection, {
          id: "too-many-sockets",
          severity: "error",
          confidence: 0.9,
          evidence,
        }),
      );
    }
    return drafts;
  },
});
