import {
  type Body,
  MAX_BODY_BYTES,
  ROW_BINARY,
  ROW_BLOB,
  SHAPE_BINARY,
  SHAPE_EMPTY,
} from "../protocol/rows.ts";
import { bare, blobSizeOf, bytesOf, copyBytes, viewBytesOf } from "./builtins.ts";
import { cutText, hashBytes, hashMeasuredText, shapeOf, textBytes } from "./measure.ts";

/** What is kept of a body that does not fit: enough to see what it was. */
export const CUT_BYTES = 4096;

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
  if (typeof data === "string") {
    const sizeBytes = textBytes(data);
    return fill(0, shapeOf(data), sizeBytes, hashMeasuredText(), data, null, null);
  }
  const bytes = bytesOf(data);
  if (bytes !== null) {
    const sizeBytes = viewBytesOf(bytes);
    const hash = hashBytes(bytes, sizeBytes);
    return fill(ROW_BINARY, binaryShape(sizeBytes), sizeBytes, hash, null, bytes, null);
  }
  const sizeBytes = blobSizeOf(data);
  const shape = binaryShape(sizeBytes);
  return fill(ROW_BINARY | ROW_BLOB, shape, sizeBytes, 0, null, null, data as Blob);
}

const binaryShape = (sizeBytes: number) => (sizeBytes === 0 ? SHAPE_EMPTY : SHAPE_BINARY);

function fill(
  flags: number,
  shape: number,
  sizeBytes: number,
  hash: number,
  text: string | null,
  bytes: Uint8Array | null,
  blob: Blob | null,
): Measured {
  measured.flags = flags;
  measured.shape = shape;
  measured.sizeBytes = sizeBytes;
  measured.hash = hash;
  measured.text = text;
  measured.bytes = bytes;
  measured.blob = blob;
  return measured;
}

/** Lets go of the page's data: held on to, it would show in the page's WeakRefs. */
export const forgetMeasured = (): unknown => fill(0, 0, 0, 0, null, null, null);

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
