import type { Connection } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { connectingMs, figure, isOpened } from "../../evidence.ts";

/** engine.io tries the upgrade once for each session; this long after it, no other will come. */
const SETTLED_MS = 10_000;
// With a `sid` the HTTP session exists already, and the socket was to take over from it
// (socketio/engine.io-protocol). Without one the page asked for WebSockets alone.
const UPGRADE = /[?&]transport=websocket(?:&|$)/;
const HAS_SESSION = /[?&]sid=[^&]/;
const IS_ENGINE_IO = /[?&]EIO=\d/;

/**
 * A library went on over HTTP. Of Socket.IO this can be told from the socket alone: its HTTP session
 * comes first and stays where the upgrade fails. Of other libraries it cannot.
 */
export const fellBackToPolling = defineCheck({
  name: "fell-back-to-polling",
  run: ({ series, session, nowMs }) =>
    series.flatMap(({ connections }): Draft[] => {
      const last = connections.at(-1);
      if (!last?.end || !isFailedUpgrade(last) || nowMs - last.end.at < SETTLED_MS) return [];
      const document =
        last.documentId === null ? undefined : session.documents.get(last.documentId);
      if (document?.state !== "live") return [];
      return [
        draftFor(last, {
          id: "fell-back-to-polling",
          severity: "warning",
          confidence: 0.85,
          evidence: [
            ...figure("library", "Socket.IO"),
            ...figure("upgrades that failed", connections.filter(isFailedUpgrade).length),
            ...figure("handshake", last.handshake?.status ?? last.handshake?.error),
            ...figure("took", connectingMs(last), "ms", { at: last.createdAt }),
          ],
        }),
      ];
    }),
});

const isFailedUpgrade = (connection: Connection): boolean =>
  connection.end !== null &&
  connection.end.by !== "page-gone" &&
  !isOpened(connection) &&
  [UPGRADE, HAS_SESSION, IS_ENGINE_IO].every((sign) => sign.test(connection.url));
