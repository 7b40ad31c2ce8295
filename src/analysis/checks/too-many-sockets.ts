import type { Connection } from "../../session/session.ts";
import { type Draft, defineCheck, explainEnd, isEnded } from "../check.ts";
import { figure } from "../evidence.ts";

/** Chromium's limit for the sockets of one renderer process, which tabs of a site may share. */
const LIMIT = 255;
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
    let held: Connection[] = [];
    for (const connection of connections) {
      const { createdAt, open, end, handshake, csp, pageWorker } = connection;
      if (pageWorker) continue;
      held = held.filter((other) => !other.end || other.end.at > createdAt);
      const isRefused =
        isEnded(connection) && !open && !handshake && !csp && connection.end.by === "close";
      if (held.length < LIMIT || !isRefused || (end?.at ?? 0) - createdAt > AT_ONCE_MS) {
        held.push(connection);
        continue;
      }
      const evidence = figure("sockets of the page at that moment", held.length);
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
