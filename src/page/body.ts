import {
  type Body,
  MAX_BODY_BYTES,
  ROW_BINARY,
  ROW_BLOB,
  SHAPE_BINARY,
  SHAPE_EMPTY,
} from "../protocol/rows.ts";
import { bare, blobSizeOf, bytesOf, copyBlob, copyBytes, viewBytesOf } from "./builtins.ts";
import { cutText, hashBytes, hashMeasuredText, shapeOf, textBytes } from "./measure.ts";

/** What is kept of a body that does not fit: enough to see what it was. */
export const CUT_BYTES = 4096;
const UNLIMITED = 1 / 0;

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

/** One for all messages, filled anew by each: an object a message is what a flood would pay for. */
const measured: Measured = bare({
  flags: 0,
  shape: 0,
  sizeBytes: 0,
  hash: 0,
  text: null,
  bytes: null,
  blob: null,
});

/** What a message is and how large; throws for what no WebSocket can carry. Good until the next. */
export function measure(data: unknown): Measured {
  // The last one may have failed half-way.
  forgetMeasured();
  if (typeof data === "string") {
    const sizeBytes = textBytes(data);
    measured.flags = 0;
    measured.shape = shapeOf(data);
    measured.sizeBytes = sizeBytes;
    measured.hash = hashMeasuredText();
    measured.text = data;
    return measured;
  }
  const bytes = bytesOf(data, UNLIMITED);
  if (bytes !== null) {
    const sizeBytes = viewBytesOf(bytes);
    measured.flags = ROW_BINARY;
    measured.shape = sizeBytes === 0 ? SHAPE_EMPTY : SHAPE_BINARY;
    measured.sizeBytes = sizeBytes;
    measured.hash = hashBytes(bytes, sizeBytes);
    measured.bytes = bytes;
    return measured;
  }
  const sizeBytes = blobSizeOf(data);
  measured.flags = ROW_BINARY | ROW_BLOB;
  measured.shape = sizeBytes === 0 ? SHAPE_EMPTY : SHAPE_BINARY;
  measured.sizeBytes = sizeBytes;
  measured.hash = 0;
  measured.blob = data as Blob;
  return measured;
}

/** Lets go of the page's data: held on to, it would show in the page's WeakRefs. */
export function forgetMeasured(): void {
  measured.text = null;
  measured.bytes = null;
  measured.blob = null;
}

/** True where only the first 4 KiB of a body are kept: it is longer, and not wanted whole. */
export const isCut = ({ sizeBytes }: Measured, whole: boolean): boolean =>
  sizeBytes > CUT_BYTES && !(whole && sizeBytes <= MAX_BODY_BYTES);

/** The body as it is kept: whole, or its first 4 KiB; null for a Blob's. */
export function keepBody({ text, bytes }: Measured, cut: boolean): Body | null {
  if (text !== null) return cut ? cutText(text, CUT_BYTES) : text;
  if (bytes !== null) return copyBytes(cut ? (bytesOf(bytes, CUT_BYTES) as Uint8Array) : bytes);
  return null;
}

/** A received body itself, which no other thread shares: handed over, it is copied anyway. */
export const lendBody = ({ text, bytes }: Measured): Body | null =>
  text ?? (bytes as Uint8Array<ArrayBuffer> | null);

/** The Blob of a message in an object of ours, which holds no more of it than is kept. */
export const keepBlob = ({ blob, sizeBytes }: Measured, cut: boolean): Blob | null =>
  blob === null ? null : copyBlob(blob, cut ? CUT_BYTES : sizeBytes);
