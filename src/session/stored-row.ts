import type { Body } from "../protocol/rows.ts";

/** One message as it is kept and exported. */
export type StoredRow = {
  documentId: string;
  connectionId: string;
  /** The message's number in its document: rows of one document stand in this order. */
  seq: number;
  /** Epoch ms. */
  at: number;
  /** `ROW_*` bits. */
  flags: number;
  /** `SHAPE_*`. */
  shape: number;
  sizeBytes: number;
  bufferedBytes: number;
  /** Null: it was not kept, or has not arrived yet (a Blob). */
  body: Body | null;
};
