import { parseUrl } from "../../session/endpoint.ts";
import { defineCheck, type Ended, explainEnd, isEnded } from "../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../evidence.ts";
import { countOf } from "../words.ts";

/** Two sockets may die together by chance or share a tunnel; three of one host hardly do. */
const MIN_SOCKETS = 3;
/** A process that goes takes its sockets within one round trip; browsers report them in one go. */
const TOGETHER_MS = 1_000;

/** Many sockets of one host broke in the same moment while those of other hosts lived on. */
export const serverRestart = defineCheck({
  name: "server-restart",
  run: ({ connections }) => {
    const broken = connections
      .filter(isEnded)
      .filter((connection) => isOpened(connection) && whoClosed(connection) === "network")
      .sort((a, b) => a.end.at - b.end.at);
    return momentsOf(broken)
      .filter((moment) => moment.length >= MIN_SOCKETS)
      .filter((moment) => new Set(moment.map(hostOf)).size === 1)
      .flatMap((moment) =>
        moment.map((connection) =>
          explainEnd(connection, {
            id: "server-restart",
            variant: "together",
            severity: "warning",
            confidence: 0.65,
            facts: { together: countOf(moment.length, "socket") },
            evidence: [
              ...figure("sockets of the host that broke together", moment.length),
              ...dropEvidence(connection),
            ],
          }),
        ),
      );
  },
});

const hostOf = ({ endpoint }: Ended) => parseUrl(endpoint)?.hostPort ?? endpoint;

/**
 * Ends that follow the first of their moment within `TOGETHER_MS`. Each must have been open by
 * then: sockets that were opened one after the other are a client that comes back, not a restart.
 */
function momentsOf(inOrder: Ended[]): Ended[][] {
  const moments: Ended[][] = [];
  for (const connection of inOrder) {
    const moment = moments.at(-1);
    const first = moment?.[0];
    const together =
      first &&
      connection.end.at - first.end.at <= TOGETHER_MS &&
      wasOpenAt(connection, first.end.at);
    if (moment && together) moment.push(connection);
    else moments.push([connection]);
  }
  return moments;
}

const wasOpenAt = ({ open }: Ended, at: number): boolean => open !== null && open.at < at;
