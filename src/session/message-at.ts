import type { Rows } from "../protocol/rows.ts";
import type { Message } from "./fold.ts";

/** One row as a message. `at`: its epoch ms. */
export const messageAt = (rows: Rows, i: number, at: number): Message => ({
  seq: rows.firstSeq + i,
  at,
  flags: rows.flags[i] as number,
  shape: rows.shape[i] as number,
  hash: rows.hash[i] as number,
  sizeBytes: rows.sizeBytes[i] as number,
  bufferedBytes: rows.bufferedBytes[i] as number,
  body: rows.bodies?.[i] ?? null,
});
