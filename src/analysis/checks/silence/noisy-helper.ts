import { type Draft, defineCheck, type Ended, isEnded } from "../../check.ts";
import { figure, whoClosed } from "../../evidence.ts";
import { uptimeMs } from "../../quiet.ts";
import { seriesSubject } from "../../series.ts";
import { formatCount } from "../../words.ts";

const AT_MOST_MS = 2_000;
/** Once is a change of mind. */
const MIN_COUNT = 2;

/** The page opens sockets only to close them: it looks whether a server is there. */
export const noisyHelper = defineCheck({
  name: "noisy-helper",
  run: ({ series }) =>
    series.flatMap((group): Draft[] => {
      const helpers = group.connections.filter(isEnded).filter(isHelper);
      const first = helpers[0];
      const last = helpers.at(-1);
      if (!first || !last || helpers.length < MIN_COUNT) return [];
      return [
        {
          id: "noisy-helper",
          subject: seriesSubject(group),
          connection: last,
          severity: "info",
          explains: false,
          confidence: 0.9,
          facts: { n: formatCount(helpers.length) },
          evidence: figure("opened and closed at once", helpers.length, undefined, {
            at: first.createdAt,
          }),
          since: first.createdAt,
          until: last.end.at,
        },
      ];
    }),
});

function isHelper(connection: Ended): boolean {
  const { open, send, receive, closing, end } = connection;
  const isNormal = closing !== null && (closing.code === null || closing.code === 1000);
  return (
    open !== null &&
    send.count + receive.count === 0 &&
    isNormal &&
    end.code !== 1006 &&
    whoClosed(connection) === "page" &&
    uptimeMs(connection, end.at) < AT_MOST_MS
  );
}
