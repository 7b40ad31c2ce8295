import { countOf } from "../../words/words.ts";
import { defineCheck, type Ended, explainEnd } from "../check.ts";
import { dropEvidence, figure } from "../connection/evidence.ts";
import { rememberPerConnection } from "../remember.ts";
import { brokenTogether, hostOf } from "../series/moments.ts";

/** Two sockets may die together by chance or share a tunnel; three of one host hardly do. */
export const MIN_SOCKETS = 3;

/** Many sockets of one host broke in the same moment while those of other hosts lived on. */
export const serverRestart = defineCheck({
  name: "server-restart",
  run: (context) =>
    brokenTogether(context, 0)
      .filter((moment) => moment.length >= MIN_SOCKETS)
      .filter((moment) => new Set(moment.map(hostOf)).size === 1)
      .flatMap((moment) => moment.map((connection) => explainOnce(connection, moment.length))),
});

/** Thousands may break together, and each is told again with every new message of the page. */
const explainOnce = rememberPerConnection((connection: Ended, together: number) =>
  explainEnd(connection, {
    id: "server-restart",
    variant: "together",
    severity: "warning",
    confidence: 0.65,
    facts: { together: countOf(together, "socket") },
    evidence: [...figure("broke-together-host", together), ...dropEvidence(connection)],
  }),
);
