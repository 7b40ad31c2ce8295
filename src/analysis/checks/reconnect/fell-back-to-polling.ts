import { hostOfAddress, isSuccess } from "../../../protocol/http-request.ts";
import { maskWords } from "../../../secrets/secret-words.ts";
import type { Connection, Session } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor, isEnded } from "../../check.ts";
import { connectingMs, figure, isOpened } from "../../connection/evidence.ts";
import { sayRequest } from "../../connection/http-beside.ts";
import type { VariantOf } from "../../texts/facts-of.ts";

/** Either library tries one WebSocket for each session; this long after it, no other will come. */
const SETTLED_MS = 10_000;

type Judged = {
  severity: "warning" | "info";
  confidence: number;
  variant?: VariantOf<"fell-back-to-polling">;
};
type Library = Judged & { name: string; isUpgrade: (connection: Connection) => boolean };

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
      const polled = pollingAfter(session, last, last.end.at);
      const guessed = document?.state === "live" ? library : undefined;
      const told = polled ? SEEN : guessed;
      if (!told) return [];
      const { severity, confidence, variant } = told;
      const failed = connections.filter(
        (one) => hasFailed(one) && (library?.isUpgrade(one) ?? true),
      );
      return [
        draftFor(last, {
          id: "fell-back-to-polling",
          severity,
          confidence,
          ...(variant === undefined ? {} : { variant }),
          evidence: [
            ...figure("library", library?.name),
            ...figure("failed-upgrades", failed.length),
            ...figure(
              "handshake-answer",
              last.handshake?.status ?? maskWords(last.handshake?.error ?? ""),
            ),
            ...figure("http-works", polled ? sayRequest(polled) : null, undefined, {
              at: polled?.endedAt ?? null,
            }),
            ...figure("took-time", connectingMs(last), "ms", { at: last.createdAt }),
          ],
        }),
      ];
    }),
});

/** What DevTools or the file saw of the page's HTTP leaves little to guess. */
const SEEN: Judged = { severity: "warning", confidence: 0.95, variant: "seen" };

const pollingAfter = ({ http }: Session, { url }: Connection, at: number) =>
  http.findLast(
    (request) =>
      request.use === "polling" &&
      request.host === hostOfAddress(url) &&
      isSuccess(request) &&
      request.endedAt > at,
  );

const hasFailed = (connection: Connection): boolean =>
  isEnded(connection) && connection.end.by !== "page-gone" && !isOpened(connection);
