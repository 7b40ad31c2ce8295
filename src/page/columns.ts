import { type Body, MAX_ROWS, ROW_BYTES, type Rows } from "../protocol/rows.ts";
import {
  bare,
  bareList,
  NativeArrayBuffer,
  NativeFloat64Array,
  NativeUint8Array,
  NativeUint32Array,
} from "./builtins.ts";

/** A view of each column onto one buffer, the widest elements first, as their alignment asks. */
function viewsOnto(buffer: ArrayBuffer, n: number) {
  return bare({
    at: new NativeFloat64Array(buffer, 0, n),
    sizeBytes: new NativeFloat64Array(buffer, 8 * n, n),
    bufferedBytes: new NativeFloat64Array(buffer, 16 * n, n),
    connection: new NativeUint32Array(buffer, 24 * n, n),
    hash: new NativeUint32Array(buffer, 28 * n, n),
    flags: new NativeUint8Array(buffer, 32 * n, n),
    shape: new NativeUint8Array(buffer, 33 * n, n),
  });
}
type Name = keyof ReturnType<typeof viewsOnto>;

/** Rows that wait to leave the page: columns that are filled again and again, copied when they go. */
export function createColumns() {
  const views = viewsOnto(new NativeArrayBuffer(MAX_ROWS * ROW_BYTES), MAX_ROWS);
  const { at, sizeBytes, bufferedBytes, connection, hash, flags, shape } = views;
  let bodies = bareList<Body | null>();
  let hasBodies = false;
  let count = 0;

  const copyTaken = (firstSeq: number): Rows => {
    // One buffer under all columns: what is cloned from context to context is one block.
    const taken = viewsOnto(new NativeArrayBuffer(count * ROW_BYTES), count);
    for (const name in taken) copyFirst(views[name as Name], taken[name as Name], count);
    return { ...taken, firstSeq, bodies: hasBodies ? bodies : null };
  };

  return {
    get count() {
      return count;
    },
    /** There must be room: fewer than `MAX_ROWS` rows. No object a message: this is the hot path. */
    add(
      connectionId: number,
      seenAt: number,
      rowFlags: number,
      rowShape: number,
      bytes: number,
      bodyHash: number,
      buffered: number,
      body: Body | null,
    ): void {
      connection[count] = connectionId;
      at[count] = seenAt;
      flags[count] = rowFlags;
      shape[count] = rowShape;
      sizeBytes[count] = bytes;
      hash[count] = bodyHash;
      bufferedBytes[count] = buffered;
      if (body !== null && !hasBodies) {
        hasBodies = true;
        for (let i = 0; i < count; i++) bodies[i] = null;
      }
      if (hasBodies) bodies[count] = body;
      count++;
    },
    /** What was added since the last time; null where nothing was. What fails to be copied is gone. */
    take(firstSeq: number): Rows | null {
      if (count === 0) return null;
      try {
        return copyTaken(firstSeq);
      } finally {
        bodies = bareList();
        hasBodies = false;
        count = 0;
      }
    },
  };
}

type Column = Float64Array | Uint32Array | Uint8Array;

/** By a loop: a batch is small, and a view of its part of each column would cost more. */
function copyFirst(from: Column, to: Column, n: number): void {
  for (let i = 0; i < n; i++) to[i] = from[i] as number;
}
