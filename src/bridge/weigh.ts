import type { PageEvent } from "../protocol/page-event.ts";
import { type Body, ROW_BYTES, type Rows } from "../protocol/rows.ts";
import type { Outgoing } from "./outbox.ts";

/** What an envelope takes besides its contents: its objects and their buffers. */
const ENVELOPE_BYTES = 1_024;
const EVENT_BYTES = 512;

/** About how much memory the bodies of an envelope take. */
export function weighBodies({ rows, backlog, lateBodies }: Outgoing): number {
  let bytes = weighColumn(rows) + weighColumn(backlog);
  for (const { body } of lateBodies) bytes += weighBody(body, body.length);
  return bytes;
}

/** And all the rest of it. */
export function weighRest({ rows, backlog, events }: Outgoing): number {
  let bytes = ENVELOPE_BYTES;
  bytes += ((rows?.at.length ?? 0) + (backlog?.at.length ?? 0)) * ROW_BYTES;
  for (const event of events) bytes += weighEvent(event);
  return bytes;
}

/** With all its texts, whatever they are called: an address alone may be 16 KiB long. */
export function weighEvent(event: PageEvent): number {
  let bytes = EVENT_BYTES;
  for (const value of Object.values(event)) {
    if (typeof value === "string") bytes += value.length;
    else if (Array.isArray(value)) for (const part of value) bytes += weighPart(part);
  }
  return bytes;
}

/** A subprotocol, or one of the last bodies. */
const weighPart = (part: string | { body: Body }): number =>
  typeof part === "string" ? part.length : weighBody(part.body, 0);

function weighColumn(rows: Rows | null): number {
  let bytes = 0;
  rows?.bodies?.forEach((body, i) => {
    bytes += weighBody(body, rows.sizeBytes[i] as number);
  });
  return bytes;
}

/** Text takes one byte a character where that is all it takes in UTF-8, and else up to two. */
const weighBody = (body: Body | null, sizeBytes: number): number =>
  body === null
    ? 0
    : typeof body === "string" && body.length !== sizeBytes
      ? 2 * body.length
      : body.length;
