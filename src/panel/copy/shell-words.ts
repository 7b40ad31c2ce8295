/** Texts as words of a shell, whatever is in them: a page, a server or a file may have written it. */

/** Within single quotes nothing has a meaning but the quote itself (POSIX). */
const inQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * What a terminal takes for keys while a line is pasted, such as Ctrl+C, must not be in the line.
 * bash, zsh and ksh read `$'\x03'`; a quote and "!" within it confuse the history of older ones.
 */
const inEscapes = (text: string): string =>
  `$'${text.replace(/[\p{Cc}'!\\]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`)
      .join(""),
  )}'`;

/** One word. It cannot hold a NUL: no argument of any program can. */
export const quoteForShell = (text: string): string =>
  hasControls(text) ? inEscapes(text) : inQuotes(text);

/** Control characters but for the newline, which between quotes is one. */
const hasControls = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll("\n", ""));

/** A program and its options, one a line. */
export const joinCommand = (command: string, options: readonly string[]): string =>
  [command, ...options].join(" \\\n  ");
