import { HarError } from "../har/har-error.ts";
import { plain } from "../words/safe-text.ts";
import type { Io } from "./io.ts";

const FILE_ERRORS = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "is a directory, not a file"],
  ["EACCES", "may not be read: permission denied"],
  ["ERR_STRING_TOO_LONG", "is too large to be read as a whole (over 512 MiB)"],
]);

/** What is wrong with a file; `otherwise` begins the words for what nobody foresaw. */
export function explainError(error: unknown, otherwise: string): string {
  if (error instanceof HarError) return error.message;
  const known = FILE_ERRORS.get((error as NodeJS.ErrnoException)?.code ?? "");
  return known ?? `${otherwise}: ${messageOf(error)}`;
}

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** On one line, and as text: names of files and of what is in them are strangers' words. */
export const say = (io: Io, sentence: string): void => io.err(`${plain(sentence)}\n`);
