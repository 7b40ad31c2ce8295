/** What stands between two things that have nothing to do with each other; best first. */
const SEPARATORS = ["}", ";&>", ",", " "].map(
  (signs) => new Set([...signs].map((sign) => sign.charCodeAt(0))),
);
/** No secret that can be recognised is longer, but for a key in PEM, whose lines are short. */
const LOOK_BACK = 65_536;

const BACKSLASH = 0x5c;
const U = 0x75;

/**
 * How much to take from the beginning of the JSON of a text: up to the last sign that ends
 * something, else as many whole characters as there are.
 */
export function findCut(bytes: Uint8Array): number {
  const lowest = Math.max(0, bytes.length - LOOK_BACK);
  for (const separators of SEPARATORS) {
    for (let cut = bytes.length; cut > lowest; cut--) {
      if (separators.has(bytes[cut - 1] as number)) return cut;
    }
  }
  return lastBoundary(bytes);
}

/** The last place that is neither within an escape nor within a character of UTF-8. */
function lastBoundary(bytes: Uint8Array): number {
  let boundary = 0;
  for (let at = 0; at <= bytes.length; ) {
    boundary = at;
    if (bytes[at] === BACKSLASH) at += bytes[at + 1] === U ? 6 : 2;
    else
      do at++;
      while (((bytes[at] ?? 0) & 0xc0) === 0x80);
  }
  return boundary;
}
