import type { Source } from "../redact/source.ts";

/** A file as the place that it lies in gives it: a disk, a browser, an archive. */
export type Door = {
  /** Bytes, as it lies there. */
  size: number;
  /** Some of its bytes; fewer where it ends before. */
  read(from: number, length: number): Promise<Uint8Array>;
  /** All of it as text, unpacked where it is packed. */
  text(): Promise<string>;
  /** All of it as UTF-8, unpacked, piece by piece; left out where it is in memory anyway. */
  source?(): Promise<Pick<Source, "read">>;
  /** The text of another file, by its name from where this one lies; null where there is none. */
  beside(name: string): Promise<string | null>;
};
