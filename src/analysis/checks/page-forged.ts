import { countOf } from "../../words/words.ts";
import { defineCheck } from "../check.ts";
import { figure } from "../connection/evidence.ts";

/** The page sent what our hook cannot have sent. */
export const pageForged = defineCheck({
  name: "page-forged",
  run: ({ session, page }) =>
    session.forgedCount > 0
      ? [
          {
            id: "page-forged",
            subject: page,
            severity: "warning",
            explains: false,
            confidence: 1,
            facts: { parts: countOf(session.forgedCount, "part") },
            evidence: figure("forged-parts", session.forgedCount),
            since: session.startedAt,
            until: null,
          },
        ]
      : [],
});
