import type { Connection } from "../../../session/session.ts";
import { listOf } from "../../../words/words.ts";
import { defineCheck, eachEnded, explainEnd } from "../../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { readToldReason } from "../../connection/told-reason.ts";

/** enisdenjo/graphql-ws:src/common.ts: the server speaks none of the offered subprotocols. */
const NOT_ACCEPTABLE = 4406;

/** In the reason of a close. */
export const SUBPROTOCOL = /sub-?protocol/i;

const isRefusal = (connection: Connection): boolean => {
  const topic = readToldReason(connection)?.topic;
  return topic === "version" || topic === "invalid";
};

/** The server accepted the handshake and then closed because of the subprotocol. */
export const subprotocol = defineCheck({
  name: "subprotocol",
  run: eachEnded((connection) => {
    const { code, reason } = connection.end;
    if (!isOpened(connection) || whoClosed(connection) !== "server") return null;
    const isSaid = SUBPROTOCOL.test(reason) && isRefusal(connection);
    if (code !== NOT_ACCEPTABLE && !isSaid) return null;
    const offered = connection.protocols ?? [];
    return explainEnd(connection, {
      id: "subprotocol-mismatch",
      variant: "close",
      severity: "error",
      confidence: isSaid ? 0.95 : 0.92,
      facts: {
        offered: offered.length === 0 ? "none" : listOf(offered.map((name) => `“${name}”`)),
      },
      evidence: [
        ...figure("subprotocol", connection.open?.protocol || "none"),
        ...dropEvidence(connection),
      ],
    });
  }),
});
