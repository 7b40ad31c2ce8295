import {
  type Body,
  MAX_BODY_BYTES,
  ROW_BINARY,
  ROW_BLOB,
  ROW_CUT,
  SHAPE_BINARY,
  SHAPE_EMPTY,
} from "../protocol/rows.ts";
import { bare, blobSizeOf, bytesOf, copyBlob, copyBytes, viewBytesOf } from "./builtins.ts";
import { cutText, hashBytes, hashMeasuredText, shapeOf, textBytes } from "./measure.ts";

/** What is kept of a body that does not fit: enough to see what it was. */
export const CUT_BYTES = 4096;
const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER;

export type Measured = {
  flags: number;
  shape: number;
  sizeBytes: number;
  hash: number;
  /** The data itself, not yet copied; a Blob's is read elsewhere. */
  text: string | null;
  bytes: Uint8Array | null;
  blob: Blob | null;
};

/** What a message is and how large; null for what no WebSocket can carry. */
export function measure(data: unknown): Measured | null {
  if (typeof data === "string") {
    const sizeBytes = textBytes(data);
    const hash = hashMeasuredText(sizeBytes);
    return bare({
      flags: 0,
      shape: shapeOf(data),
      sizeBytes,
      hash,
      text: data,
      bytes: null,
      blob: null,
    });
  }
  const bytes = bytesOf(data, MAX_SAFE_INTEGER);
  if (bytes !== null) {
    const sizeBytes = viewBytesOf(bytes);
    const hash = hashBytes(bytes, sizeBytes);
    const shape = sizeBytes === 0 ? SHAPE_EMPTY : SHAPE_BINARY;
    return bare({ flags: ROW_BINARY, shape, sizeBytes, hash, text: null, bytes, blob: null });
  }
  try {
    const sizeBytes = blobSizeOf(data);
    const shape = sizeBytes === 0 ? SHAPE_EMPTY : SHAPE_BINARY;
    const flags = ROW_BINARY | ROW_BLOB;
    const blob = copyBlob(data as Blob);
    return bare({ flags, shape, sizeBytes, hash: 0, text: null, bytes: null, blob });
  } catch {
    return null;
  }
}

/** The body as it is kept: whole, or its first 4 KiB. `flags` says which. */
export function keepBody(measured: Measured, whole: boolean): { body: Body | null; flags: number } {
  const { text, bytes, sizeBytes, flags } = measured;
  const cut = sizeBytes > CUT_BYTES && !(whole && sizeBytes <= MAX_BODY_BYTES);
  if (text !== null) {
    return bare({
      body: cut ? cutText(text, CUT_BYTES) : text,
      flags: cut ? flags | ROW_CUT : flags,
    });
  }
  if (bytes !== null) {
    const kept = cut ? (bytesOf(bytes, CUT_BYTES) as Uint8Array) : bytes;
    return bare({ body: copyBytes(kept), flags: cut ? flags | ROW_CUT : flags });
  }
  return bare({ body: null, flags: cut ? flags | ROW_CUT : flags });
}
