import { maskWords } from "../../../secrets/secret-words.ts";
import type { Connection } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor, isEnded } from "../../check.ts";
import { connectingMs, figure, isOpened } from "../../connection/evidence.ts";

/** Either library tries one WebSocket for each session; this long after it, no other will come. */
const SETTLED_MS = 10_000;

type Library = {
  name: string;
  isUpgrade: (connection: Connection) => boolean;
  severity: "warning" | "info";
  confidence: number;
  variant?: string;
};

const LIBRARIES: Library[] = [
  {
    name: "Socket.IO",
    // With a `sid` the HTTP session exists already, and the socket was to take over from it
    // (socketio/engine.io-protocol). Without one the page asked for WebSockets alone.
    isUpgrade: ({ url }) =>
      [/[?&]transport=websocket(?:&|$)/, /[?&]sid=[^&]/, /[?&]EIO=\d/].every((sign) =>
        sign.test(url),
      ),
    severity: "warning",
    confidence: 0.85,
  },
  {
    name: "SignalR",
    // The `id` comes from a negotiation over HTTP. It ends with this attempt, though: what comes
    // next is negotiated anew, over HTTP, where nothing is watched (dotnet/aspnetcore:
    // src/SignalR/docs/specs/TransportProtocols.md). So this is no more than likely.
    isUpgrade: ({ url, stack }) =>
      /[?&]id=[^&]/.test(url) &&
      (/^wss?:\/\/[^/?#]+\.service\.signalr\.net[/:?]/i.test(url) ||
        /^[^?#]*(?:signalr|\/_blazor\b)/i.test(url) ||
        /signalr/i.test(stack ?? "")),
    severity: "info",
    confidence: 0.5,
    variant: "signalr",
  },
];

/**
 * A library went on over HTTP. Of Socket.IO this can be told from the socket alone: its HTTP session
 * comes first and stays where the upgrade fails. Of SignalR it is likely, of others unknown.
 */
export const fellBackToPolling = defineCheck({
  name: "fell-back-to-polling",
  run: ({ series, session, nowMs }) =>
    series.flatMap(({ connections }): Draft[] => {
      const last = connections.at(-1);
      if (!last?.end || !hasFailed(last) || nowMs - last.end.at < SETTLED_MS) return [];
      const library = LIBRARIES.find(({ isUpgrade }) => isUpgrade(last));
      const document =
        last.documentId === null ? undefined : session.documents.get(last.documentId);
      if (!library || document?.state !== "live") return [];
      const { name, isUpgrade, severity, confidence, variant } = library;
      const failed = connections.filter((one) => hasFailed(one) && isUpgrade(one));
      return [
        draftFor(last, {
          id: "fell-back-to-polling",
          severity,
          confidence,
          ...(variant === undefined ? {} : { variant }),
          evidence: [
            ...figure("library", name),
            ...figure("failed-upgrades", failed.length),
            ...figure(
              "handshake-answer",
              last.handshake?.status ?? maskWords(last.handshake?.error ?? ""),
            ),
            ...figure("took-time", connectingMs(last), "ms", { at: last.createdAt }),
          ],
        }),
      ];
    }),
});

const hasFailed = (connection: Connection): boolean =>
  isEnded(connection) && connection.end.by !== "page-gone" && !isOpened(connection);
