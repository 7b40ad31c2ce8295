import { defineCheck, type Ended, eachEnded, explainEnd } from "../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../connection/evidence.ts";
import type { Evidence } from "../finding.ts";
import { explainClose } from "../knowledge/close-codes.ts";
import { spaceNames } from "../knowledge/space-names.ts";
import { callSite } from "./invalid-url.ts";

/** A page that closes with such words does so because something failed, whatever code it gives. */
const FAILURE_WORDS =
  /\b(?:time[ds]? ?outs?|heart ?beats?|fail(?:s|ed|ure|ures|ing)?|(?<!\b(?:no|without) )errors?(?! free)|stale|dead|unresponsive)\b/i;
/** What is lost or missed may be a focus or a call, and a ping may be one of a test. */
const FAILURE_PAIRS =
  /\b(?:no|missed|missing|lost|without) (?:\w+ )?(?:pings?|pongs?|connection|contact|network|server|signal)\b|\b(?:pings?|pongs?|connection|contact|network|server|signal) (?:(?:is|was) )?(?:missed|missing|lost)\b/i;
/** Codes for what an application means by them: a logout, a hidden tab, a room that was left. */
const FIRST_PRIVATE = 3000;

/** Words that a page gives to `close()` because something failed. */
export function speaksOfFailure(reason: string): boolean {
  const words = spaceNames(reason);
  return FAILURE_WORDS.test(words) || FAILURE_PAIRS.test(words);
}

/** The page called `close()`, and nothing had closed the connection before. */
export const closedByPage = defineCheck({
  name: "closed-by-page",
  run: eachEnded((connection) => {
    const { closing, end } = connection;
    if (closing === null || whoClosed(connection) !== "page") return null;
    const meaning = documented(connection);
    const isPlain =
      closing.code === null ||
      closing.code === 1000 ||
      (closing.code >= FIRST_PRIVATE && meaning.length === 0);
    const isNormal = isPlain && !speaksOfFailure(closing.reason ?? "");
    const wasOpen = isOpened(connection);
    const variant = !wasOpen
      ? "connecting"
      : end.code === 1006
        ? "unanswered"
        : heardNothing(connection)
          ? "unheard"
          : undefined;
    return explainEnd(connection, {
      id: "closed-by-page",
      severity: isNormal ? "info" : "warning",
      // Just under what the browser's own words on a failed handshake weigh.
      confidence: 0.95,
      ...(variant === undefined ? {} : { variant }),
      facts: {
        asked:
          closing.code === null || !Number.isFinite(closing.code)
            ? "without a code"
            : `with ${closing.code}`,
      },
      evidence: [
        ...figure("close-called-at", callSite(closing.stack), undefined, { at: closing.at }),
        ...meaning,
        ...dropEvidence(connection),
      ],
    });
  }),
});

/** A page that waited, and for long enough to have had an answer. */
const LONG_ENOUGH_MS = 2_000;

const heardNothing = ({ receive, open, closing }: Ended): boolean =>
  receive.count === 0 && open !== null && (closing?.at ?? 0) - open.at >= LONG_ENOUGH_MS;

/** A client library's own code, such as graphql-ws' 4504, means what its documentation says. */
function documented(connection: Ended): Evidence[] {
  const { service, isOwn, name, meaning } = explainClose(connection);
  return service === null || !isOwn || (connection.end.code ?? 0) < FIRST_PRIVATE
    ? []
    : figure("code-meaning", `${name}: ${meaning}`, undefined, { of: service });
}
