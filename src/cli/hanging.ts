import { wrap } from "./wrap.ts";

/** Below it a line holds too few words to be read. */
const LEAST = 20;

/** Wrapped text, with what stands before it on the first line and as much space on the others. */
export const hanging = (before: string, text: string, columns: number): string[] =>
  wrap(text, Math.max(LEAST, columns - before.length)).map(
    (line, i) => (i === 0 ? before : " ".repeat(before.length)) + line,
  );
