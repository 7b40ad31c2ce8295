import { narrow } from "./narrow.ts";

/** Reads bytes from the front; at their end it goes on with nothing, and says so. */
export class ByteReader {
  at: number;
  /** There was no more, or too much. What was read last is not whole. */
  isCut = false;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  take(length: number): Uint8Array {
    const left = this.bytes.length - this.at;
    if (length > left) this.isCut = true;
    const taken = this.bytes.subarray(this.at, this.at + Math.min(length, left));
    this.at += taken.length;
    return taken;
  }

  /** Big-endian; a bigint only where a number would lose digits. */
  uint(length: number): number | bigint {
    if (length < 8) return this.size(length);
    let value = 0n;
    for (const byte of this.take(length)) value = value * 256n + BigInt(byte);
    return narrow(value);
  }

  /** Of what follows: too large a one is beyond the end anyway. */
  size(length: number): number {
    let value = 0;
    for (const byte of this.take(length)) value = value * 256 + byte;
    return value;
  }

  int(length: number): number | bigint {
    return narrow(BigInt.asIntN(length * 8, BigInt(this.uint(length))));
  }

  float(length: 4 | 8): number {
    const padded = new Uint8Array(8);
    padded.set(this.take(length));
    const view = new DataView(padded.buffer);
    return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
  }
}
