import type { TextKind } from "../kind-of-bytes.ts";

/** A file that can be read from its beginning, as often as needed. */
export type Source = {
  kind: TextKind;
  /** Its text as UTF-8, unpacked. */
  read(): AsyncIterable<Uint8Array>;
  close(): void;
};
