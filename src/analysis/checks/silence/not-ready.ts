import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, type Ended, explainEnd, isEnded } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { livedMs } from "../../connection/quiet.ts";
import { isLoginKind } from "../../knowledge/login-words.ts";
import { groupByEndpoint } from "../../series/endpoint-groups.ts";
import { findRepetition } from "../../series/repetition.ts";

/** A login has a few messages and is over within a minute; what goes on is a conversation. */
const MAX_MESSAGES = 5;
const MAX_GREETING = 2;
export const MAX_MS = 60_000;
/** Under it nobody has waited for anything. */
const SHORTEST_WAIT_MS = 1_000;
/** A code other than these says why. */
const SAYS_NOTHING = new Set([1000, 1005, 1006]);

/** Which side was never heard. */
type Missing = "answer" | "hello" | "both";

// A break of the line (0.4) and a clean code (0.9) explain less; a silence that repeats (0.75 to
// 0.9) is as good, unless the page did speak and the server is known to answer.
const CONFIDENCE = {
  timeout: { network: 0.74, answer: 0.87, server: 0.92 },
  closed: { network: 0.54, server: 0.905 },
};

/** Opened, but one side was never heard; at a time that repeats, or not. */
export const notReady = defineCheck({
  name: "not-ready",
  run: ({ connections }) =>
    groupByEndpoint(connections).flatMap((group): Draft[] => {
      const talks = group.connections.some(({ send, receive }) => send.count && receive.count);
      const unready = group.connections
        .filter(isEnded)
        .filter(isUntold)
        .flatMap((connection) => {
          const missing = missingOf(connection, talks);
          return missing === null ? [] : [{ connection, missing, ms: ageOf(connection) }];
        });
      const repeated = findRepetition(unready.filter(({ ms }) => ms >= SHORTEST_WAIT_MS));
      return unready.flatMap(({ connection, missing }): Draft[] => {
        const times = repeated?.members.has(connection) ? repeated.times : 0;
        if (times > 0) return [describe(connection, missing, talks, times)];
        // Where nobody was ever answered, one who was not has missed nothing that is known; but
        // whoever logs in wants an answer.
        const isDue = talks || (missing === "answer" && findLogin(connection) !== null);
        return isDue && missing !== "both" ? [describe(connection, missing, talks, 0)] : [];
      });
    }),
});

const ageOf = (connection: Ended): number => livedMs(connection, connection.end.at);

function isUntold(connection: Ended): boolean {
  const closer = whoClosed(connection);
  return (
    connection.open !== null &&
    isOpened(connection) &&
    SAYS_NOTHING.has(connection.end.code ?? -1) &&
    (closer === "server" || closer === "network") &&
    ageOf(connection) <= MAX_MS
  );
}

/** That a page never speaks, or a server never greets, is odd only where others of the endpoint did. */
function missingOf({ send, receive }: Connection, talks: boolean): Missing | null {
  if (receive.count === 0 && send.count > 0) return send.count <= MAX_MESSAGES ? "answer" : null;
  if (!talks || send.count > 0) return null;
  if (receive.count === 0) return "both";
  return receive.count <= MAX_GREETING ? "hello" : null;
}

/** The page's last word, where that was its login. */
function findLogin(connection: Connection): string | null {
  const kind = readConversation(connection).messages.at(-1)?.kind;
  return kind !== undefined && isLoginKind(kind) ? kind : null;
}

function describe(connection: Ended, missing: Missing, talks: boolean, times: number): Draft {
  const isClean = whoClosed(connection) === "server";
  const login = missing === "answer" && isClean && times === 0 ? findLogin(connection) : null;
  const { timeout, closed } = CONFIDENCE;
  const cut = missing === "answer" && talks ? timeout.answer : timeout.network;
  const confidence =
    times > 0 ? (isClean ? timeout.server : cut) : isClean ? closed.server : closed.network;
  return explainEnd(connection, {
    id: times > 0 ? "application-handshake-timeout" : "closed-before-ready",
    ...(missing === "answer" ? {} : { variant: missing }),
    severity: isClean && login === null ? "warning" : "error",
    confidence,
    ...(login === null
      ? {}
      : {
          causes: [
            `The server refused the login without saying so: the page's “${quoteSafely(login)}” was the last thing that was said. A wrong, expired or revoked token or password is the likeliest.`,
          ],
        }),
    facts: { waited: formatDuration(ageOf(connection)), times: String(times) },
    evidence: [
      ...figure("ends-at-the-same-age", times > 0 ? times : null),
      ...dropEvidence(connection),
    ],
  });
}
