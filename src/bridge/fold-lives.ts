import type { FoldedLives, PageEvent } from "../protocol/page-event.ts";

/** Addresses that are summed up one by one; a page can make up any number of them. */
const MAX_ADDRESSES = 50;

/**
 * Takes connections out of a list of events whose whole life is told in it, and counts them by
 * their address. Gives what is left: connections that began before or still live, and the document.
 */
export function foldLives(events: readonly PageEvent[], sums: Map<string, FoldedLives>) {
  const begun = new Map<number, FoldedLives>();
  const over = new Set<number>();
  for (const event of events) {
    if (event.kind === "connecting") begun.set(event.id, sumFor(event, sums));
    else if (isEnd(event) && begun.has(event.id)) over.add(event.id);
  }
  const left: PageEvent[] = [];
  for (const event of events) {
    const id = "id" in event ? event.id : null;
    const sum = id !== null && over.has(id) ? begun.get(id) : undefined;
    if (sum) add(sum, event);
    else left.push(event);
  }
  for (const [url, { count }] of sums) if (count === 0) sums.delete(url);
  return { left, over };
}

/** Of a socket that the page's policy blocks an `error` is all that comes; of others, both do. */
const isEnd = (event: PageEvent): event is Extract<PageEvent, { kind: "close" | "error" }> =>
  event.kind === "close" || (event.kind === "error" && event.readyState === 3);

function sumFor(
  { url, at, seq }: Extract<PageEvent, { kind: "connecting" }>,
  sums: Map<string, FoldedLives>,
): FoldedLives {
  const address = /^[^?#]*/.exec(url)?.[0] ?? "";
  const key = sums.has(address) || sums.size < MAX_ADDRESSES ? address : "";
  const known = sums.get(key);
  if (known) return known;
  const kind = "folded-connections";
  const none = { count: 0, openedCount: 0, messageCount: 0, sizeBytes: 0 };
  const sum: FoldedLives = { kind, at, seq, url: key, ...none, firstAt: at, lastAt: at };
  sums.set(key, sum);
  return sum;
}

function add(sum: FoldedLives, event: PageEvent): void {
  sum.at = Math.max(sum.at, event.at);
  sum.seq = Math.max(sum.seq, event.seq);
  if (event.kind === "connecting") {
    sum.count++;
    sum.firstAt = Math.min(sum.firstAt, event.at);
    sum.lastAt = Math.max(sum.lastAt, event.at);
  } else if (event.kind === "open") {
    sum.openedCount++;
  } else if (event.kind === "folded") {
    sum.messageCount += event.count;
    sum.sizeBytes += event.sizeBytes;
  }
}
