import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { type PlacedToken, tokensOf } from "../../connection/tokens.ts";

/** What is good for longer is of no interest today; most are made for an hour. */
export const SOON_MS = 65 * 60_000;

/** The credential of an open connection runs out while it lives, or has run out. */
export const tokenExpiring = defineCheck({
  name: "token-expiring",
  run: ({ connections, nowMs }) =>
    connections.flatMap((connection): Draft[] => {
      if (connection.open === null || connection.end !== null || connection.closing !== null) {
        return [];
      }
      const newest = lastToEnd(tokensOf(connection));
      return newest && newest.token.expiresAt - nowMs <= SOON_MS
        ? [describe(connection, newest, nowMs)]
        : [];
    }),
});

/** A page may have renewed it on the way: the one that is good for longest counts. */
const lastToEnd = (tokens: readonly PlacedToken[]): PlacedToken | null =>
  tokens.reduce<PlacedToken | null>(
    (best, each) => (best && best.token.expiresAt >= each.token.expiresAt ? best : each),
    null,
  );

function describe(connection: Connection, { token, where }: PlacedToken, nowMs: number): Draft {
  const leftMs = token.expiresAt - nowMs;
  const isOver = leftMs <= 0;
  return draftFor(connection, {
    id: "token-expiring",
    ...(isOver ? { variant: "over" } : {}),
    severity: "info",
    confidence: 0.9,
    facts: { where, left: formatDuration(Math.abs(leftMs)) },
    evidence: [
      ...figure("token-in", where),
      ...figure("token-until", new Date(token.expiresAt).toISOString(), undefined, {
        at: token.expiresAt,
      }),
      ...figure(
        "token-issued",
        token.issuedAt === null ? null : new Date(token.issuedAt).toISOString(),
      ),
    ],
    since: isOver ? token.expiresAt : connection.createdAt,
    until: null,
  });
}
