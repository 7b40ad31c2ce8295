import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { figure } from "../../connection/evidence.ts";
import { readinessOf } from "../../connection/ready.ts";
import { groupByEndpoint } from "../../series/endpoint-groups.ts";
import { sayProtocol } from "../content/say.ts";
import { SLOW_FACTOR, SLOW_MS } from "./slow-handshake.ts";

/** Against the endpoint's own: a jump that people notice. */
const NOTICED_MS = 1_000;
const MIN_OTHERS = 5;

/** The socket opened, and what the page waits for before it can speak came late. */
export const slowReady = defineCheck({
  name: "slow-ready",
  run: ({ connections }) =>
    groupByEndpoint(connections).flatMap((group) => {
      const timed = group.connections.flatMap((connection) => {
        const readiness = readinessOf(connection);
        return readiness.kind === "ready" && connection.open
          ? [{ connection, openAt: connection.open.at, at: readiness.at }]
          : [];
      });
      const sorted = timed.map(({ at, openAt }) => at - openAt).sort((a, b) => a - b);
      const medianMs = timed.length > MIN_OTHERS ? (sorted[sorted.length >> 1] ?? null) : null;
      return timed.flatMap(({ connection, openAt, at }): Draft[] => {
        const ms = at - openAt;
        const isOdd = medianMs !== null && ms > NOTICED_MS && ms > medianMs * SLOW_FACTOR;
        return ms > SLOW_MS || isOdd ? [describe(connection, openAt, at, medianMs)] : [];
      });
    }),
});

/** Whoever was late: the page with its first message, or the server with its answer to it. */
function describe(connection: Connection, openAt: number, at: number, medianMs: number | null) {
  const { protocol, messages } = readConversation(connection);
  const asked = messages.findLast((each) => each.direction === "send" && each.at <= at);
  const waitedMs = asked ? at - asked.at : null;
  const byPage = waitedMs !== null && waitedMs < (at - openAt) / 2;
  return draftFor(connection, {
    id: "slow-ready",
    severity: "info",
    confidence: 0.8,
    facts: {
      took: formatDuration(at - openAt),
      usual: medianMs === null ? "" : `Usually it takes ${formatDuration(medianMs)}.`,
      whose: byPage
        ? `Most of that went by before the page sent “${asked?.kind ?? ""}”: the page was late.`
        : asked
          ? `The server answered ${formatDuration(waitedMs ?? 0)} after the page had asked.`
          : "The page had nothing to ask for first: the server was late.",
      ...sayProtocol(protocol),
    },
    evidence: [
      ...figure("open-to-ready", Math.round(at - openAt), "ms", { at: openAt }),
      ...figure("asked-to-ready", waitedMs === null ? null : Math.round(waitedMs), "ms"),
      ...figure("endpoint-median", medianMs === null ? null : Math.round(medianMs), "ms"),
    ],
    since: openAt,
    until: at,
  });
}
