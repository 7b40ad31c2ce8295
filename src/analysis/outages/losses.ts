import type { Connection } from "../../session/session.ts";
import { readConversation } from "../connection/conversation.ts";
import type { OutageLosses } from "../finding.ts";
import type { Episode } from "./episodes.ts";
import { findTakenUp } from "./taken-up.ts";

/** What the page had given to `send`, and what it had asked, that came to nothing. */
export function findLosses({ lost, failed, through }: Episode, nowMs: number): OutageLosses {
  const vain = [...lost, ...failed].map(
    (connection) => connection.lost.count + (connection.sendFailure?.count ?? 0),
  );
  return {
    sendsFailed: sumOf(vain),
    requestsUnanswered: sumOf(lost.map(unanswered)),
    ...findTakenUp(lost, through, nowMs),
  };
}

/** Of several endpoints, or several times. */
export const sumLosses = (all: readonly OutageLosses[]): OutageLosses => ({
  sendsFailed: sumOf(all.map(({ sendsFailed }) => sendsFailed)),
  requestsUnanswered: sumOf(all.map(({ requestsUnanswered }) => requestsUnanswered)),
  requests: {
    open: sumOf(all.map(({ requests }) => requests.open)),
    again: sumOf(all.map(({ requests }) => requests.again)),
    gone: sumOf(all.map(({ requests }) => requests.gone)),
  },
  subscriptions: {
    held: sumOf(all.map(({ subscriptions }) => subscriptions.held)),
    again: sumOf(all.map(({ subscriptions }) => subscriptions.again)),
    gone: sumOf(all.map(({ subscriptions }) => subscriptions.gone)),
    missing: all.flatMap(({ subscriptions }) => subscriptions.missing).slice(0, MAX_LISTED),
  },
  skipped: all.flatMap(({ skipped }) => skipped).slice(0, MAX_LISTED),
});

/** More than this nobody reads. */
const MAX_LISTED = 20;

/** Whether something did not come back with the connection. */
export const losesAnything = (lost: OutageLosses): boolean =>
  lost.sendsFailed > 0 ||
  // Those that were all sent again are no loss.
  lost.requestsUnanswered > lost.requests.again ||
  lost.requests.gone + lost.subscriptions.gone + lost.skipped.length > 0;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

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
