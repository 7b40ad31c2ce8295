const encoder = new TextEncoder();
// What stands for a byte order mark within a text stays.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const FIRST_ROOM = 1024 * 1024;

/** Bytes on their way through: those that are still needed, by their places in the file. */
export class PassingBytes {
  /** Up to where they have come. */
  end = 0;
  #bytes = new Uint8Array(FIRST_ROOM);
  /** The place of the first of `#bytes`. */
  #first = 0;
  #passedTo = 0;
  #out: Uint8Array[] = [];

  append(chunk: Uint8Array): void {
    if (this.end - this.#first + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.end - this.#first);
    this.end += chunk.length;
  }

  #makeRoom(length: number): void {
    const kept = this.window(this.#passedTo, this.end);
    const size = kept.length + length;
    if (size > this.#bytes.length) {
      const room = new Uint8Array(Math.max(size, 2 * this.#bytes.length));
      room.set(kept);
      this.#bytes = room;
    } else {
      this.#bytes.set(kept);
    }
    this.#first = this.#passedTo;
  }

  window(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from - this.#first, to - this.#first);
  }

  byteAt(place: number): number {
    return this.#bytes[place - this.#first] as number;
  }

  text(from: number, to: number): string {
    return decoder.decode(this.window(from, to));
  }

  /** Everything before a place goes out as it came. */
  pass(to: number): void {
    if (to > this.#passedTo) this.#out.push(this.window(this.#passedTo, to));
    this.#passedTo = to;
  }

  replace(from: number, to: number, text: string): void {
    this.pass(from);
    this.#out.push(encoder.encode(text));
    this.#passedTo = to;
  }

  /** What goes out before a place; a copy, because the next bytes take the place of these. */
  take(to: number): Uint8Array {
    this.pass(to);
    const taken = joinBytes(this.#out);
    this.#out = [];
    return taken;
  }
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
