import type { Envelope } from "../../protocol/envelope.ts";
import { ROW_BYTES, type Rows } from "../../protocol/rows.ts";

/** About what the rows and bodies of an envelope take in memory. */
export function weighEnvelope({ rows, backlog, lateBodies }: Envelope): number {
  let bytes = weighRows(rows) + weighRows(backlog);
  for (const { body } of lateBodies) bytes += body.length;
  return bytes;
}

function weighRows(rows: Rows | null): number {
  if (!rows) return 0;
  let bytes = rows.at.length * ROW_BYTES;
  for (const body of rows.bodies ?? []) bytes += body?.length ?? 0;
  return bytes;
}
