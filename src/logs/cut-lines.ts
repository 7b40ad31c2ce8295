/** A line of a log is shorter; what is longer is cut, and counted as strange. */
export const MAX_LINE = 64 * 1024;

/** Lines of a text that comes in pieces, cut anywhere. `tooLong`: the begin of one that is passed over. */
export function createLineCutter(take: (line: string) => void, tooLong: (line: string) => void) {
  let rest = "";
  let isSkipping = false;
  return {
    push(text: string): void {
      let place = 0;
      for (;;) {
        const end = text.indexOf("\n", place);
        if (end < 0) break;
        const piece = rest === "" ? text.slice(place, end) : rest + text.slice(place, end);
        rest = "";
        place = end + 1;
        if (isSkipping) {
          isSkipping = false;
          continue;
        }
        take(piece.endsWith("\r") ? piece.slice(0, -1) : piece);
      }
      if (isSkipping) return;
      rest += text.slice(place);
      if (rest.length > MAX_LINE) {
        // What is left of it until its end is passed over.
        tooLong(rest);
        rest = "";
        isSkipping = true;
      }
    },
    /** The last line may have no end of its own. */
    endFile(): void {
      if (rest !== "" && !isSkipping) take(rest);
      rest = "";
      isSkipping = false;
    },
  };
}
