/**
 * The limit of a size that the other side names in its reason: "Max frame length of 65536 has been
 * exceeded.", "exceeds limit of 1048576 bytes", "message too big: over 1 MiB". Of several numbers one is
 * the message's own, so the smallest counts; a year, a code or a count of messages is none.
 */
const SAYS_SIZE = /\b(?:max|maximum|limit|exceed|large|big|size|length|bytes?)/i;
const NUMBER =
  /\b(\d{3,12})(?: ?(bytes?|B|KB|KiB|MB|MiB|kB)\b)?|\b(\d{1,3}) ?(KB|KiB|kB|MB|MiB)\b/g;
const UNITS: Record<string, number> = { k: 1_024, m: 1_048_576 };
/** Below it a number in such a sentence is hardly one of bytes. */
const LEAST_BYTES = 1_024;
/** A reason is of 123 bytes at most; what other tools write in its place need not be. */
const MAX_LENGTH = 400;

export function readStatedLimit(reason: string): number | null {
  const text = reason.slice(0, MAX_LENGTH);
  if (!SAYS_SIZE.test(text)) return null;
  const found = [...text.matchAll(NUMBER)].map(([, plain, unit, few, larger]) => {
    const factor = UNITS[(unit ?? larger ?? "")[0]?.toLowerCase() ?? ""] ?? 1;
    return Number(plain ?? few) * factor;
  });
  const bytes = Math.min(...found.filter((each) => each >= LEAST_BYTES));
  return Number.isFinite(bytes) ? bytes : null;
}
