import { readWatchdog, type Watchdog } from "../../../decoders/index.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { spaceNames } from "../../knowledge/space-names.ts";
import { createSuspensions } from "../../series/suspensions.ts";
import { readWords } from "../../spoken/read-spoken.ts";
import type { FactsFor } from "../../texts/facts-of.ts";
import { callSite } from "../invalid-url.ts";

/** A timer is never early, but clocks are read a moment apart. */
const EARLY = 0.98;
/** Above the page's own close (0.95) and a close frame that nobody answers (0.958). */
const BY_WORDS = 0.962;
const BY_LIMIT = 0.97;
/** A close that nobody answers is told as such at first; from then on why it was called. */
const HANGS_MS = 1_000;

/** What pages call the silence of the other side, besides what anybody calls a heartbeat. */
const SILENCE =
  /\b(?:server (?:is )?time(?:d)? ?out|no (?:data|messages?|response|answer|reply)(?: was)?(?: received)?|server (?:is )?(?:silent|gone|dead|unresponsive)|connection (?:is )?(?:dead|stale|lost)|watch ?dog|zombie)\b/i;

/**
 * A page, or its library, that closes because nothing came: its own words say so, or the silence is
 * the one after which this protocol's client gives up without a word.
 */
export const pageWatchdog = defineCheck({
  name: "page-watchdog",
  run: ({ session, connections, nowMs }) => {
    const suspensionOf = createSuspensions(session);
    return connections.flatMap((connection): Draft[] => {
      const { closing } = connection;
      if (closing === null || !isOpened(connection)) return [];
      if (isEnded(connection)) {
        // A computer that slept missed the sign of life itself.
        if (whoClosed(connection) !== "page" || suspensionOf(connection) !== null) return [];
      } else if (connection.end !== null || nowMs - closing.at < HANGS_MS) return [];
      const draft = judgeWords(connection) ?? judgeSilence(connection);
      return draft ? [draft] : [];
    });
  },
});

const silenceOf = ({ closing, receive, open }: Connection): number | null => {
  const from = receive.lastAt ?? open?.at ?? null;
  return closing === null || from === null ? null : Math.max(0, closing.at - from);
};

function judgeWords(connection: Connection): Draft | null {
  const reason = connection.closing?.reason ?? "";
  if (reason === "" || !speaksOfSilence(connection, reason)) return null;
  const silentMs = silenceOf(connection);
  return tell(connection, {
    variant: "page-words",
    confidence: BY_WORDS,
    facts: {
      said: quoteSafely(reason),
      silent: silentMs === null ? "an unknown time" : formatDuration(silentMs),
    },
    evidence: [],
  });
}

function speaksOfSilence(connection: Connection, reason: string): boolean {
  const topic = readWords(reason)?.topic;
  if (topic === "heartbeat" || SILENCE.test(spaceNames(reason))) return true;
  // A bare "timeout" is one of a heartbeat where that is what went unanswered.
  return topic === "timeout" && lastSentIsBeat(connection);
}

function lastSentIsBeat(connection: Connection): boolean {
  const last = readConversation(connection).messages.at(-1);
  return last !== undefined && last.direction === "send" && last.isHeartbeat;
}

function judgeSilence(connection: Connection): Draft | null {
  const { closing, first, last } = connection;
  // Libraries give up with an empty close, or with the code for "done".
  if (closing?.reason || !(closing?.code === null || closing?.code === 1000)) return null;
  const watchdog = readWatchdog(readConversation(connection).protocol, [...first, ...last]);
  const silentMs = silenceOf(connection);
  if (!watchdog || silentMs === null || connection.receive.lastAt === null) return null;
  if (watchdog.asks && !lastSentIsBeat(connection)) return null;
  if (silentMs < watchdog.limitMs * EARLY || silentMs > watchdog.latestMs) return null;
  return tell(connection, {
    variant: watchdog.library === "Socket.IO" ? "engine-io" : "watchdog",
    confidence: BY_LIMIT,
    facts: { silent: formatDuration(silentMs), ...factsOf(watchdog) },
    evidence: figure("watchdog-limit", watchdog.limitMs, "ms", { of: watchdog.library }),
  });
}

const factsOf = ({ library, limitMs, client, server }: Watchdog) => ({
  library,
  limit: formatDuration(limitMs),
  client,
  server,
});

type Kind = "page-words" | "engine-io" | "watchdog";
type Told = Pick<Draft, "confidence" | "evidence"> & {
  variant: Kind;
  facts: FactsFor<"heartbeat-missed", Kind>;
};

function tell(connection: Connection, { evidence, ...told }: Told): Draft {
  const about = {
    id: "heartbeat-missed" as const,
    ...told,
    severity: "error" as const,
    evidence: [
      ...figure("nothing-received", silenceOf(connection), "ms"),
      ...evidence,
      ...figure("close-called-at", callSite(connection.closing?.stack ?? null)),
      ...dropEvidence(connection),
    ],
  };
  return connection.end === null
    ? draftFor<"heartbeat-missed", Kind>(connection, {
        ...about,
        since: connection.closing?.at ?? 0,
        until: null,
      })
    : explainEnd<"heartbeat-missed", Kind>(connection, about);
}
