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

/** With its texts: an address alone may be 16 KiB long. */
export function weighEvent(event: PageEvent): number {
  let bytes = EVENT_BYTES;
  if ("url" in event) bytes += event.url?.length ?? 0;
  if ("stack" in event) bytes += event.stack?.length ?? 0;
  if ("message" in event) bytes += event.message.length;
  if (event.kind === "connecting") {
    for (const protocol of event.protocols ?? []) bytes += protocol.length;
  }
  if ("reason" in event) bytes += event.reason?.length ?? 0;
  if (event.kind === "close") {
    for (const { body } of event.last) bytes += weighBody(body, 0);
  }
  return bytes;
}

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
