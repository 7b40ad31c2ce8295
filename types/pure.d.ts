/**
 * What every platform of ours has and ECMAScript has not: browsers, workers and Node alike. The pure
 * rooms are compiled with no more than this (`tsconfig.pure.json`).
 */

/** @throws where the text is not base64. White space is passed over. One character for each byte. */
declare function atob(base64: string): string;
/** @throws where a character is more than a byte. */
declare function btoa(bytes: string): string;

/** Half of a surrogate pair becomes U+FFFD. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** What is no text becomes U+FFFD, or is thrown where it is to be fatal. */
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

/** Takes pieces one after the other; what `write` throws fails whoever writes. */
declare class WritableStream<T> {
  constructor(sink: { write(piece: T): void });
}
