import type { SizeLimit } from "../../../services/service.ts";
import { formatBytes } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, type Ended, explainEnd, isEnded } from "../../check.ts";
import { lastWords } from "../../connection/conversation.ts";
import {
  dropEvidence,
  figure,
  isOpened,
  largestEvidence,
  whoClosed,
} from "../../connection/evidence.ts";
import { nearestLimit } from "../../knowledge/size-limits.ts";

/** A server refuses a message as soon as it has seen its length. */
export const AT_ONCE_MS = 2_000;
/** No server is known to have a smaller limit. */
const SMALLEST_LIMIT_BYTES = 8_192;
/** Among many of its own size the largest message is nothing special. */
export const TIMES_THE_MEAN = 3;
/** Where messages grew bit by bit, one that is a little larger than all before it is only suspected. */
const FAR_ABOVE = 10;
const A_LITTLE_ABOVE = 1.5;

/** Above what the last record says by itself (0.96): it names no cause. */
const AFTER_FAULT = 0.97;
/** A cut after the largest message that grew bit by bit, where no limit is known, is a suspicion. */
const SUSPECTED = 0.4;

/** A close right after the largest message so far, without 1009, near a limit that servers have. */
export const tooBig = defineCheck({
  name: "too-big",
  run: ({ series }) =>
    series.flatMap(({ connections }): Draft[] => {
      const suspects = connections.filter(isEnded).filter(endedAfterLargest);
      const suspected = new Set<string>(suspects.map(({ id }) => id));
      // The largest that any connection of the series outlived says what was not too big.
      const survived = Math.max(
        0,
        ...connections.map(({ id, send }) => (suspected.has(id) ? 0 : send.largestBytes)),
      );
      return suspects.flatMap((connection) => {
        const size = connection.send.largestBytes;
        if (size <= survived) return [];
        const limit = nearestLimit(size, connection);
        const repeats = suspects.length;
        if (limit && !isGoodbye(connection) && standsOut(connection, TIMES_THE_MEAN)) {
          return [explainEnd(connection, aboutOf(connection, limit, repeats))];
        }
        if (repeats < 2) return [];
        const about = aboutOf(connection, null, repeats);
        if (isGoodbye(connection)) {
          return standsOut(connection, FAR_ABOVE) && connection.send.count >= MIN_SENT
            ? [draftFor(connection, { ...about, severity: "warning", confidence: SUSPECTED })]
            : [];
        }
        if (whoClosed(connection) !== "network") return [];
        return standsOut(connection, FAR_ABOVE)
          ? [explainEnd(connection, about)]
          : [draftFor(connection, { ...about, severity: "warning", confidence: SUSPECTED })];
      });
    }),
});

function aboutOf(connection: Ended, limit: SizeLimit | null, repeats: number) {
  return {
    id: "message-too-big" as const,
    variant: limit ? ("limit" as const) : ("repeated" as const),
    severity: "error" as const,
    confidence: endsWithFault(connection)
      ? AFTER_FAULT
      : (whoClosed(connection) === "server" ? 0.91 : 0.6) + (limit && repeats > 1 ? 0.02 : 0),
    facts: {
      largest: formatBytes(connection.send.largestBytes),
      limit: limit ? formatBytes(limit.bytes) : "",
      owner: limit?.where ?? "",
      repeats: String(repeats),
      setting: limit?.setting ?? "",
    },
    evidence: [
      ...largestEvidence(connection, "send"),
      ...(limit ? figure("limit-of", limit.bytes, "B", { of: limit.where }) : []),
      ...figure("ended-alike", repeats),
      ...dropEvidence(connection),
    ],
  };
}

const meanOfOthers = ({ send }: Ended): number =>
  (send.sizeBytes - send.largestBytes) / Math.max(1, send.count - 1);

const standsOut = (connection: Ended, times: number): boolean =>
  connection.send.largestBytes >= meanOfOthers(connection) * times;

/** The largest message was the last one sent, nothing came back, and the end followed at once. */
function endedAfterLargest(connection: Ended): boolean {
  const { send, receive, end } = connection;
  if (!isOpened(connection) || send.largestBytes < SMALLEST_LIMIT_BYTES) return false;
  const closer = whoClosed(connection);
  const isToldFault = endsWithFault(connection);
  const isFailure =
    closer === "network" ||
    isToldFault ||
    isGoodbye(connection) ||
    (closer === "server" && SAYS_LITTLE.has(end.code ?? 0));
  if (!isFailure || send.largestAt === null || send.lastAt === null) return false;
  if (send.lastAt > send.largestAt || send.lastBytes < send.largestBytes) return false;
  return (
    end.at - send.largestAt <= AT_ONCE_MS &&
    standsOut(connection, A_LITTLE_ABOVE) &&
    (receive.lastAt === null || receive.lastAt <= send.largestAt || isToldFault)
  );
}

/** SignalR says in a last record that it closes with an error, and why only where it is told to. */
function endsWithFault(connection: Ended): boolean {
  const largestAt = connection.send.largestAt ?? Number.POSITIVE_INFINITY;
  return lastWords(connection, AT_ONCE_MS).some(
    ({ farewell, isError, at }) => farewell !== undefined && isError && at >= largestAt,
  );
}

/** A close without a code may be one of a server that is done: it is suspected beside what was said before. */
const isGoodbye = (connection: Ended): boolean =>
  connection.end.code === 1005 && whoClosed(connection) === "server" && !endsWithFault(connection);
const MIN_SENT = 4;

/** A server that is done closes with 1000 after a last large message, too; these say that it is not. */
const SAYS_LITTLE = new Set([1008, 1011]);
