import { engineOf } from "../../session/browser.ts";
import { formatDuration } from "../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd } from "../check.ts";
import { figure, isOpened } from "../connection/evidence.ts";
import { CHANGE_OF_MIND_MS } from "../connection/expected-end.ts";
import { besideThePage } from "./beside-the-page.ts";
import { callSite } from "./invalid-url.ts";

/** Just over what the browser's own words weigh, which are the same for a change of mind. */
const SURE = 0.98;
/** Longer than any healthy handshake takes; the browser itself goes on for 240 s. */
export const WAITING_MS = 10_000;

/** Held back for most of its life, an attempt had hardly begun when the page gave it up. */
const HELD_SHARE = 0.5;

/** No answer while CONNECTING: it still waits, or the page gave up. (The browser's own: `handshake`.) */
export const handshakeTimeout = defineCheck({
  name: "handshake-timeout",
  run: ({ connections, throttles, session, nowMs }) =>
    connections.flatMap((connection): Draft[] => {
      const { end, closing, createdAt } = connection;
      if (isOpened(connection)) return [];
      const waitedMs = (closing?.at ?? nowMs) - createdAt;
      const [leastMs, mostMs] = throttles.get(connection.id) ?? [0, 0];
      const isHeld = leastMs >= HELD_SHARE * waitedMs;
      const about = {
        id: "handshake-timeout" as const,
        facts: {
          waited: formatDuration(waitedMs),
          browser: engineOf(session.browser) ?? "the browser",
        },
        evidence: [
          ...figure("connecting", waitedMs, "ms"),
          ...figure("held-back", mostMs > 0 ? mostMs : null, "ms"),
          ...figure("close-called-at", callSite(closing?.stack ?? null), undefined, {
            at: closing?.at ?? null,
          }),
        ],
      };
      if (end === null) {
        if (closing !== null || waitedMs - mostMs < WAITING_MS) return [];
        return [
          besideThePage(
            draftFor(connection, {
              ...about,
              variant: "waiting",
              severity: "warning",
              confidence: 0.8,
              since: createdAt,
              until: null,
            }),
            connection,
            session,
          ),
        ];
      }
      if (closing === null || closing.at > end.at || waitedMs < CHANGE_OF_MIND_MS) return [];
      if (!isHeld) {
        const draft = explainEnd(connection, { ...about, severity: "error", confidence: SURE });
        return [besideThePage(draft, connection, session)];
      }
      const variant = "held-back";
      return [explainEnd(connection, { ...about, variant, severity: "warning", confidence: SURE })];
    }),
});
