import type { Connection } from "../../session/session.ts";
import { readConversation } from "../connection/conversation.ts";
import type { Outage } from "../finding.ts";
import type { Episode } from "./episodes.ts";

/** What the page had given to `send`, and what it had asked, that came to nothing. */
export function findLosses(episodes: readonly Episode[]): Outage["lost"] {
  const lost = { sendsFailed: 0, requestsUnanswered: 0 };
  for (const episode of episodes) {
    for (const connection of [...episode.lost, ...episode.failed]) {
      lost.sendsFailed += connection.lost.count + (connection.sendFailure?.count ?? 0);
    }
    for (const connection of episode.lost) lost.requestsUnanswered += unanswered(connection);
  }
  return lost;
}

/**
 * Messages sent since anything was last received, where the other side answers at all: without
 * heartbeats, as far as the last messages show which of them were some.
 */
function unanswered(connection: Connection): number {
  const { unanswered: waiting, answers } = connection.traffic;
  if (waiting.since === null || answers.count === 0) return 0;
  const { since, count } = waiting;
  const beats = readConversation(connection).messages.filter(
    ({ direction, at, isHeartbeat }) => direction === "send" && at >= since && isHeartbeat,
  );
  return Math.max(0, count - beats.length);
}
