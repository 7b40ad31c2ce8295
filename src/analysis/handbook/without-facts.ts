/** What a fact is called where it has no value; others by their own name. */
const CALLED: Record<string, string> = {
  hostPort: "host",
  n: "so many",
  times: "so many",
  said: "its words",
};

/**
 * A text whose facts are not known, as a page about the finding has it: what stands for a thing is
 * called by its name (‹host›), what stands for a whole sentence or the rest of one is left out.
 */
export function withoutFacts(text: string): string {
  const parts = text.split(/\{(\w+)\}/);
  let told = "";
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 0) {
      told += part;
      continue;
    }
    const after = parts[i + 1] ?? "";
    const isSentence =
      /(?:^|[.?!]) *$/.test(told) && /^(?: |$)/.test(after) && !/^ [a-z(]/.test(after);
    const isRest = /[\w”)›]$/.test(told);
    if (!isSentence && !isRest) told += `‹${CALLED[part] ?? inWords(part)}›`;
  }
  return told.replaceAll(/ {2,}/g, " ").trim();
}

/** "retryAfter" in words. */
const inWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
