/** Bytes as a hex dump: offset, sixteen bytes, and what of them is printable ASCII. */
export const BYTES_PER_LINE = 16;

export function hexLine(bytes: Uint8Array, offset: number): string {
  const line = bytes.subarray(offset, offset + BYTES_PER_LINE);
  const hex = Array.from(line, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const ascii = Array.from(line, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
  ).join("");
  return `${offset.toString(16).padStart(8, "0")}  ${hex.padEnd(BYTES_PER_LINE * 3 - 1)}  ${ascii}`;
}

export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_PER_LINE) {
    lines.push(hexLine(bytes, offset));
  }
  return lines.join("\n");
}
