import { type Body, MAX_ROWS, type Rows } from "../protocol/rows.ts";
import {
  bareList,
  NativeArrayBuffer,
  NativeFloat64Array,
  NativeUint8Array,
  NativeUint32Array,
} from "./builtins.ts";

/** One message as the hook saw it. */
export type Row = {
  connection: number;
  at: number;
  flags: number;
  shape: number;
  sizeBytes: number;
  hash: number;
  bufferedBytes: number;
  body: Body | null;
};

/** A column to write to, and a copy of its first `n` elements when they go. */
type Column<T> = { values: T; take(n: number): T };
const column = <T>(
  Type: new (buffer: ArrayBuffer | T, from?: number, length?: number) => T,
  bytes: number,
): Column<T> => {
  const buffer = new NativeArrayBuffer(MAX_ROWS * bytes);
  return { values: new Type(buffer), take: (n) => new Type(new Type(buffer, 0, n)) };
};

/** Rows that wait to leave the page: columns that are filled again and again, copied when they go. */
export function createColumns() {
  const connection = column(NativeUint32Array, 4);
  const at = column(NativeFloat64Array, 8);
  const flags = column(NativeUint8Array, 1);
  const shape = column(NativeUint8Array, 1);
  const sizeBytes = column(NativeFloat64Array, 8);
  const hash = column(NativeUint32Array, 4);
  const bufferedBytes = column(NativeFloat64Array, 8);
  let bodies = bareList<Body | null>();
  let hasBodies = false;
  let count = 0;

  return {
    get count() {
      return count;
    },
    /** There must be room: fewer than `MAX_ROWS` rows. */
    add(row: Row): void {
      connection.values[count] = row.connection;
      at.values[count] = row.at;
      flags.values[count] = row.flags;
      shape.values[count] = row.shape;
      sizeBytes.values[count] = row.sizeBytes;
      hash.values[count] = row.hash;
      bufferedBytes.values[count] = row.bufferedBytes;
      bodies[count] = row.body;
      if (row.body !== null) hasBodies = true;
      count++;
    },
    /** What was added since the last time; null where nothing was. */
    take(firstSeq: number): Rows | null {
      if (count === 0) return null;
      const rows: Rows = {
        firstSeq,
        connection: connection.take(count),
        at: at.take(count),
        flags: flags.take(count),
        shape: shape.take(count),
        sizeBytes: sizeBytes.take(count),
        hash: hash.take(count),
        bufferedBytes: bufferedBytes.take(count),
        bodies: hasBodies ? bodies : null,
      };
      bodies = bareList();
      hasBodies = false;
      count = 0;
      return rows;
    },
  };
}
