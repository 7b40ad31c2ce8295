import { formatCount } from "../../../words/words.ts";
import { type Draft, defineCheck, isEnded } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { isHelper, MIN_HELPERS } from "../../series/helpers.ts";
import { seriesSubject } from "../../series/series.ts";

/** The page opens sockets only to close them: it looks whether a server is there. */
export const noisyHelper = defineCheck({
  name: "noisy-helper",
  run: ({ series }) =>
    series.flatMap((group): Draft[] => {
      const helpers = group.connections.filter(isEnded).filter(isHelper);
      const first = helpers[0];
      const last = helpers.at(-1);
      if (!first || !last || helpers.length < MIN_HELPERS) return [];
      return [
        {
          id: "noisy-helper",
          subject: seriesSubject(group),
          connection: last,
          severity: "info",
          explains: false,
          confidence: 0.9,
          facts: { times: formatCount(helpers.length) },
          evidence: figure("helpers", helpers.length, undefined, {
            at: first.createdAt,
          }),
          since: first.createdAt,
          until: last.end.at,
        },
      ];
    }),
});
