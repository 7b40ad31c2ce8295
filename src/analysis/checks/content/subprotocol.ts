import { listOf } from "../../../words/words.ts";
import { defineCheck, eachEnded, explainEnd } from "../../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";

/** enisdenjo/graphql-ws:src/common.ts: the server speaks none of the offered subprotocols. */
const NOT_ACCEPTABLE = 4406;

/** The server accepted the handshake and then closed because of the subprotocol. */
export const subprotocol = defineCheck({
  name: "subprotocol",
  run: eachEnded((connection) => {
    const { code, reason } = connection.end;
    if (!isOpened(connection) || whoClosed(connection) !== "server") return null;
    const isSaid = /sub-?protocol/i.test(reason) && (code === 1002 || code === 1008);
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
        ...figure("subprotocol in use", connection.open?.protocol || "none"),
        ...dropEvidence(connection),
      ],
    });
  }),
});
