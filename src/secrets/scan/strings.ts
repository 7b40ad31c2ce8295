/** Where quoted texts end, also those within other quoted texts. */

/**
 * Finds the ends of strings whose quotes have `depth` backslashes each: 0 in JSON, 1 in JSON within a
 * string, 3 in JSON within that. It remembers what it did not find: a hostile text must not have it
 * look for the same end again and again.
 */
export class StringEnds {
  private missingFrom: Map<string, number> | null = null;

  /** -1: it does not end before `to`. */
  find(text: string, start: number, to: number, quote: string, depth: number): number {
    const missingFrom = this.missingFrom?.get(quote + depth) ?? Number.POSITIVE_INFINITY;
    if (start >= missingFrom) return -1;
    for (
      let at = text.indexOf(quote, start);
      at !== -1 && at < to;
      at = text.indexOf(quote, at + 1)
    ) {
      let slashes = 0;
      while (at - slashes > start && text[at - slashes - 1] === "\\") slashes++;
      if (slashes < depth || (slashes - depth) % (2 * (depth + 1)) === 0) {
        return at - Math.min(slashes, depth);
      }
    }
    this.missingFrom ??= new Map();
    this.missingFrom.set(quote + depth, start);
    return -1;
  }
}
