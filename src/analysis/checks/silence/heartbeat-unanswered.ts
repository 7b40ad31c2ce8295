import type { Connection } from "../../../session/session.ts";
import type { Beat, BeatReply } from "../../../session/traffic.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure, isOpened } from "../../connection/evidence.ts";

/** So often the same message was answered by the same one that an answer is the rule. */
export const MIN_REPLIES = 3;
/** One may be late, two may be a bad moment. */
export const MIN_MISSED = 3;
const SHORTEST_MS = 10_000;
/** Far beyond the slowest answer that there was. */
const SLOWEST_FACTOR = 5;

/**
 * The page's heartbeats go out and nothing comes back any more, while the socket still says that it
 * is open: after a sleep or a change of network that may last for many minutes.
 */
export const heartbeatUnanswered = defineCheck({
  name: "heartbeat-unanswered",
  run: ({ connections, nowMs }) =>
    connections.flatMap((connection): Draft[] => {
      if (connection.end !== null || connection.closing !== null || !isOpened(connection))
        return [];
      const dead = findDead(connection, nowMs);
      if (!dead) return [];
      const { beat, reply } = dead;
      const sinceMs = nowMs - reply.lastAt;
      return [
        draftFor(connection, {
          id: "heartbeat-missed",
          variant: "open",
          severity: "error",
          confidence: 0.85,
          facts: {
            missed: countOf(beat.unanswered, "heartbeat"),
            since: formatDuration(sinceMs),
            answered: String(reply.count),
          },
          evidence: [
            ...figure("heartbeats-missed", beat.unanswered, undefined, { at: beat.lastAt }),
            ...figure("last-heartbeat-answer", "received", undefined, { at: reply.lastAt }),
            ...figure("waited", Math.round(sinceMs), "ms"),
          ],
          since: reply.lastAt,
          until: null,
        }),
      ];
    }),
});

function findDead(
  { traffic, receive }: Connection,
  nowMs: number,
): { beat: Beat; reply: BeatReply } | null {
  for (const beat of traffic.send.beats) {
    const { reply } = beat;
    if (!reply || beat.hash === 0 || reply.hash === 0) continue;
    if (reply.count < MIN_REPLIES || beat.unanswered < MIN_MISSED) continue;
    // Whoever still says something else has only stopped to answer these.
    if ((receive.lastAt ?? 0) > reply.lastAt) continue;
    const waitedMs = nowMs - reply.lastAt;
    if (waitedMs >= Math.max(SHORTEST_MS, reply.maxMs * SLOWEST_FACTOR)) return { beat, reply };
  }
  return null;
}
