const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const WAIT =
  /\b(?:(?:try|retry|retrying|reconnect|come back)(?: again| later)?(?: in| after)|retry[- _]?(?:after|delay|in)|wait(?: for)?(?: at least)?|available (?:again )?in|resets? in)["':=\s]*((?:about |approximately |another )?)(\d{1,9}(?:\.\d{1,6})?) ?(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)?(?![a-z])(?: ?(\d{1,2}(?:\.\d{1,6})?) ?(s|m)\b)?/i;

/** "try again in 1m30s", "retry after 20", "wait 500 ms": in ms; null where nobody asks for it. */
export function readWaitMs(text: string): number | null {
  const match = WAIT.exec(text);
  if (!match) return null;
  const [, , count, unit = "s", more = "0", moreUnit = "s"] = match;
  return Number(count) * unitMs(unit) + Number(more) * unitMs(moreUnit);
}

function unitMs(unit: string): number {
  const word = unit.toLowerCase();
  return UNITS[word.startsWith("mil") || word === "ms" ? "ms" : (word[0] ?? "s")] ?? 1_000;
}
