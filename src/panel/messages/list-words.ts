/** What is said about a list of messages that is short, or empty. */

import type { Connection } from "../../session/session.ts";
import { isTrafficKnown, TOLD_AT_ITS_END } from "../../session/traffic-known.ts";
import { countOf } from "../../words/words.ts";
import type { Span } from "../ui/span.ts";

const SAMPLES_KEPT = 12;

/** A line above the list where less is kept than was seen; null elsewhere. */
export function noteOn(connections: readonly Connection[], parts: readonly { kind: string }[]) {
  const [connection] = connections;
  if (connections.length !== 1 || !connection || parts[0]?.kind !== "samples") return null;
  const { send, receive, lost } = connection;
  const seen = send.count + receive.count + lost.count;
  if (seen === 0) return null;
  return `These were only watched: ${countOf(seen, "message")} ${seen === 1 ? "was" : "were"} counted, and ${seen > SAMPLES_KEPT ? "the first 4 and last 8" : "some"} kept, at most 4 KiB of each. What messages say is kept while the tab is recorded.`;
}

export function noMessages(connections: readonly Connection[]): string {
  const [connection] = connections;
  if (!connection) return "The filter hides all connections of this endpoint.";
  const { open, end, send, receive } = connection;
  const seen = send.count + receive.count;
  if (seen > 0) {
    return `${countOf(seen, "message")} passed before recording began; what they said was not kept.`;
  }
  if (!isTrafficKnown(connection)) return `Nothing is known yet: ${TOLD_AT_ITS_END}.`;
  if (!open) return end ? "It never opened, so no message passed." : "It has not opened yet.";
  return end ? "No message passed while it was open." : "No message yet.";
}

/** Where there are messages, and none of them is listed. */
export function noneShown(
  total: number,
  { range, isFiltered }: { range: Span | null; isFiltered: boolean },
): string {
  if (isFiltered || !range) return `The filter hides all ${countOf(total, "message")}.`;
  if (range.to === Number.POSITIVE_INFINITY) return "What comes next is listed here.";
  return `None of ${countOf(total, "message")} falls into the chosen time.`;
}
