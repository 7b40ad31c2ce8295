import { maskWords } from "../../../secrets/secret-words.ts";
import { formatDuration } from "../../../words/words.ts";
import { defineCheck, type Ended, explainEnd, isEnded, overEnded } from "../../check.ts";
import { lastWords } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { judgeHandshake } from "../../connection/handshake/judge-handshake.ts";
import { type PlacedToken, tokensOf } from "../../connection/tokens.ts";
import { readToldReason } from "../../connection/told-reason.ts";
import { explainClose } from "../../knowledge/close-codes.ts";
import { readError } from "../../spoken/read-spoken.ts";
import type { VariantOf } from "../../texts/facts-of.ts";

/** Clocks of browser and server differ by a few seconds even where both are kept in time. */
export const CLOCK_SKEW_MS = 5_000;
const SKEW_SHARE = 0.25;
/** A server that checks its connections once a minute notices up to this late. */
export const NOTICED_MS = 65_000;
/** A refusal because of the token comes with the first answer, or with the first message. */
const SOON_MS = 10_000;

const EXPIRED = /expir/i;
/** These tell of another trouble by themselves, whatever the token says. */
const SAYS_OTHERWISE = new Set([1002, 1003, 1007, 1009, 1010, 1012, 1013, 1014]);
/** A server that leaves says so with 1001 (0.9); few say it of a token. */
const GOING_AWAY = 0.85;

/** A JSON Web Token whose time was over when the connection was refused, or ran out as it closed. */
export const tokenExpired = defineCheck({
  name: "token-expired",
  run: (context) => {
    const ranOut = context.connections.filter(isEnded).filter(endsWithToken).length;
    return overEnded(context, (connection) => {
      const tokens = tokensOf(connection);
      const told = tokens
        .map((token) => judge(connection, token, () => judgeHandshake(connection, context.session)))
        .find((verdict) => verdict !== null);
      if (!told) return null;
      const { token, where, confidence, variant } = told;
      const fromMs = variant === "expiring" ? connection.end.at : connection.createdAt;
      return explainEnd(connection, {
        id: "token-expired",
        severity: "error",
        confidence,
        ...(variant === undefined ? {} : { variant }),
        facts: {
          where,
          ago: formatDuration(Math.abs(fromMs - token.expiresAt)),
          side: token.expiresAt <= fromMs ? "after" : "before",
          outcome: outcomeOf(connection),
        },
        evidence: [
          ...figure("token-in", where),
          ...figure("token-until", new Date(token.expiresAt).toISOString()),
          ...(token.issuedAt === null
            ? []
            : figure("token-issued", new Date(token.issuedAt).toISOString())),
          ...figure("ended-with-token", variant === "expiring" && ranOut > 1 ? ranOut : null),
          ...dropEvidence(connection),
          ...figure("handshake-error", maskWords(connection.handshake?.error ?? "")),
        ],
      });
    });
  },
});

const endsWithToken = (connection: Ended): boolean =>
  tokensOf(connection).some(
    ({ token }) => Math.abs(connection.end.at - token.expiresAt) <= CLOCK_SKEW_MS,
  );

type Verdict = PlacedToken & { confidence: number; variant?: VariantOf<"token-expired"> };

function judge(
  connection: Ended,
  placed: PlacedToken,
  handshake: () => { id: string },
): Verdict | null {
  const { expiresAt } = placed.token;
  const { createdAt, end } = connection;
  const isExpiredAtConnect = expiresAt <= createdAt;
  if (!isOpened(connection)) {
    // A worker's socket, or one in another tool's file, has a status and no close event.
    if (!isExpiredAtConnect || (end.by !== "close" && end.by !== "devtools")) return null;
    const { id } = handshake();
    // Above the bare 401 that it explains; where the status is not known, it is the best guess.
    const confidence = id === "auth-rejected" ? 0.98 : id === "handshake-failed" ? 0.6 : null;
    return confidence === null ? null : { ...placed, confidence, variant: "refused" };
  }
  const closer = whoClosed(connection);
  if (closer !== "server" && closer !== "network") return null;
  const saysAuth = closer === "server" && isAboutCredentials(connection);
  if (!saysAuth && SAYS_OTHERWISE.has(end.code ?? -1)) return null;
  const atMost = end.code === 1001 ? GOING_AWAY : 1;
  if (isExpiredAtConnect) {
    const isSoon = end.at - (connection.open?.at ?? createdAt) <= SOON_MS;
    if (saysAuth) return { ...placed, confidence: 0.975 };
    const confidence = Math.min(atMost, closer === "server" ? 0.925 : 0.6);
    return isSoon ? { ...placed, confidence } : null;
  }
  const lateMs = end.at - expiresAt;
  // Of a login that lasts for seconds a few of them are no agreement.
  const skewMs = Math.min(CLOCK_SKEW_MS, (expiresAt - createdAt) * SKEW_SHARE);
  if (lateMs < -skewMs || lateMs > NOTICED_MS) return null;
  if (saysAuth) return { ...placed, confidence: 0.975, variant: "expiring" };
  if (lateMs > skewMs) return null;
  const confidence = Math.min(atMost, closer === "server" ? 0.93 : 0.7);
  return { ...placed, confidence, variant: "expiring" };
}

function isAboutCredentials(connection: Ended): boolean {
  const { code, reason } = connection.end;
  if (code === 1008 || code === 3000 || code === 3003 || EXPIRED.test(reason)) return true;
  if (readToldReason(connection)?.topic === "credentials" || isRefusedInWords(connection))
    return true;
  const { retry, name } = explainClose(connection);
  return code === 4401 || code === 4403 || retry === "after-fix-auth" || EXPIRED.test(name);
}

const isRefusedInWords = (connection: Ended): boolean =>
  lastWords(connection, SOON_MS).some(
    ({ error }) => error !== undefined && readError(error)?.topic === "credentials",
  );

function outcomeOf(connection: Ended): string {
  if (!isOpened(connection)) return "refused the handshake";
  return whoClosed(connection) === "server"
    ? `closed with ${connection.end.code ?? "no code"}`
    : "broke the connection off";
}
