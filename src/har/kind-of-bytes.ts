import { HarError } from "./har-error.ts";

export type TextKind = "gzip" | "utf-8" | "utf-16le" | "utf-16be";

const GZIP = [0x1f, 0x8b];
const UTF_16_LE = [0xff, 0xfe];
const UTF_16_BE = [0xfe, 0xff];
const BRACE = 0x7b;

/** What other files begin with; each sentence begins with "the file". */
const OTHERS: { begins: number[]; is: string }[] = [
  { begins: [0x50, 0x4b, 0x03], is: "is a zip archive: unpack it, and name the .har file in it" },
  { begins: [0x50, 0x4b, 0x05], is: "is a zip archive: unpack it, and name the .har file in it" },
  { begins: [0x50, 0x4b, 0x07], is: "is a zip archive: unpack it, and name the .har file in it" },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], is: "is packed with Zstandard: unpack it first (zstd -d)" },
  { begins: [0xfd, 0x37, 0x7a, 0x58], is: "is packed with xz: unpack it first (xz -d)" },
  { begins: [0x42, 0x5a, 0x68], is: "is packed with bzip2: unpack it first (bzip2 -d)" },
  { begins: [0x37, 0x7a, 0xbc, 0xaf], is: "is a 7z archive: unpack it, and name the .har file" },
  { begins: [0xd4, 0xc3, 0xb2, 0xa1], is: "is a packet capture (pcap), not a HAR" },
  { begins: [0xa1, 0xb2, 0xc3, 0xd4], is: "is a packet capture (pcap), not a HAR" },
  { begins: [0x0a, 0x0d, 0x0d, 0x0a], is: "is a packet capture (pcapng), not a HAR" },
  { begins: [0x53, 0x51, 0x4c, 0x69], is: "is an SQLite database, not a HAR" },
  {
    begins: [0xac, 0xed, 0x00, 0x05],
    is: "is a session in Charles' own format (.chls): export it as a JSON session file (.chlsj)",
  },
  { begins: [0x89, 0x50, 0x4e, 0x47], is: "is a PNG picture, not a HAR" },
  { begins: [0xff, 0xd8, 0xff], is: "is a JPEG picture, not a HAR" },
];

export const isGzip = (bytes: Uint8Array): boolean => begins(bytes, GZIP);

/** How to read a file, by its first four bytes; an error says what it is instead of a text. */
export function kindOfBytes(bytes: Uint8Array): TextKind {
  if (isGzip(bytes)) return "gzip";
  const other = OTHERS.find((one) => begins(bytes, one.begins));
  if (other) throw new HarError("the file", other.is);
  // Without its mark, UTF-16 shows itself by the zero beside a brace.
  if (begins(bytes, UTF_16_LE) || begins(bytes, [BRACE, 0])) return "utf-16le";
  if (begins(bytes, UTF_16_BE) || begins(bytes, [0, BRACE])) return "utf-16be";
  return "utf-8";
}

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
