import type { FoldedLives, FoldedMessages, PageEvent } from "../protocol/page-event.ts";
import { foldLives } from "./fold-lives.ts";
import { foldRows } from "./fold-rows.ts";
import type { Outgoing } from "./outbox.ts";
import { thinEvents } from "./thin-events.ts";
import { weighEvent } from "./weigh.ts";

/** Far below what the background takes from one envelope. */
const MAX_EVENTS = 1_000;
/** Beyond it even connections are counted rather than told one by one. */
export const MAX_OVERFLOW_BYTES = 8 * 1024 * 1024;

/**
 * What happens while too much waits for an acknowledgement: messages become sums, and events stay
 * as they are, without their stacks and bodies, in the order in which all of it happened. Where
 * even these are too many, connections that came and went meanwhile become sums as well.
 */
export function createOverflow() {
  let events: PageEvent[] = [];
  let heldBytes = 0;
  let foldAboveBytes = MAX_OVERFLOW_BYTES;
  let lives = new Map<string, FoldedLives>();
  let sums = new Map<string, FoldedMessages>();
  let messages = { count: 0, sizeBytes: 0 };
  let bodies = { count: 0, sizeBytes: 0 };

  const push = (event: PageEvent) => {
    events.push(event);
    heldBytes += weighEvent(event);
  };

  const makeRoom = () => {
    const { left, over } = foldLives(events, lives);
    for (const id of over) for (const send of [true, false]) sums.delete(`${id} ${send}`);
    events = thinEvents(left);
    heldBytes = events.reduce((bytes, event) => bytes + weighEvent(event), 0);
    // What could not go must not be looked at again with each event that comes.
    foldAboveBytes = Math.max(MAX_OVERFLOW_BYTES, 2 * heldBytes);
  };

  return {
    add({ rows, backlog, lateBodies, events: added }: Outgoing): void {
      let from = 0;
      const foldTo = (to: number) => {
        if (!rows || to <= from) return;
        foldRows(rows, from, to, sums, push);
        from = to;
      };
      for (const event of added) {
        // A message after this event, as after an `open`, may not be counted before it.
        if (rows) foldTo(Math.min(event.seq - rows.firstSeq, rows.at.length));
        push(withoutWeight(event));
      }
      if (rows) {
        foldTo(rows.at.length);
        messages.count += rows.at.length;
        for (const sizeBytes of rows.sizeBytes) messages.sizeBytes += sizeBytes;
      }
      if (backlog) {
        bodies.count += backlog.at.length;
        for (const sizeBytes of backlog.sizeBytes) bodies.sizeBytes += sizeBytes;
      }
      for (const { body } of lateBodies) {
        bodies.count++;
        bodies.sizeBytes += body.length;
      }
      if (heldBytes > foldAboveBytes) makeRoom();
    },
    /** All of it, in parts that an envelope takes; `seq` is the number of messages so far. */
    take(at: number, seq: number): PageEvent[][] {
      const why = "back-pressure" as const;
      events.push(...lives.values());
      if (messages.count > 0)
        events.push({ kind: "dropped", at, seq, ...messages, why, what: "messages" });
      if (bodies.count > 0)
        events.push({ kind: "dropped", at, seq, ...bodies, why, what: "bodies" });
      const parts: PageEvent[][] = [];
      for (let i = 0; i < events.length; i += MAX_EVENTS)
        parts.push(events.slice(i, i + MAX_EVENTS));
      events = [];
      heldBytes = 0;
      foldAboveBytes = MAX_OVERFLOW_BYTES;
      lives = new Map();
      sums = new Map();
      messages = { count: 0, sizeBytes: 0 };
      bodies = { count: 0, sizeBytes: 0 };
      return parts;
    },
  };
}

function withoutWeight(event: PageEvent): PageEvent {
  switch (event.kind) {
    case "connecting":
    case "constructor-threw":
    case "closing":
      return { ...event, stack: null };
    case "close":
      return { ...event, last: [] };
    default:
      return event;
  }
}
