/** Errors that a log tells of: beside an end that nobody explains, whatever they are about. */
import { copyOf } from "./keeper.ts";
import type { ErrorNote } from "./record.ts";
import type { Wanted } from "./wanted.ts";

const MAX_NOTES = 2_000;
const MAX_CHARS = 300;
/** Of a stack trace its first lines say what failed, and where. */
const MAX_LINES = 4;
/** A clock may be a zone off. */
const NEAR_MS = 15 * 3_600_000;

const GOES_ON =
  /^(?:\s|Traceback |Caused by: |During handling |The above exception|--- End|[\w.]{1,80}(?:Error|Exception|Disconnect)\b)/;

export function createNotes({ from, until }: Wanted) {
  const notes: ErrorNote[] = [];
  let open: { note: ErrorNote; lines: number } | null = null;
  return {
    take(text: string | null, at: number | null, line: number): void {
      // A trace whose lines have no time belongs to the error before it.
      if (text !== null && at === null && open) {
        this.goesOn(text);
        return;
      }
      open = null;
      if (text === null || at === null || at < from - NEAR_MS || at > until + NEAR_MS) return;
      const note = { at, line, text: copyOf(text.slice(0, MAX_CHARS)) };
      if (notes.length === MAX_NOTES) notes.shift();
      notes.push(note);
      open = { note, lines: 1 };
    },
    /** A line of the error's own that the format does not know: a stack trace's. */
    goesOn(text: string): boolean {
      if (!open || !GOES_ON.test(text)) return false;
      if (open.lines < MAX_LINES && open.note.text.length < MAX_CHARS) {
        const more = ` / ${text.trim()}`.slice(0, MAX_CHARS - open.note.text.length);
        open.note.text = copyOf(open.note.text + more);
      }
      open.lines++;
      return true;
    },
    list: (): ErrorNote[] => notes,
  };
}
