/** Texts as words of a shell, whatever is in them: a page, a server or a file may have written it. */
import { replaceUnsafe } from "../../words/safe-text.ts";

/** Within single quotes nothing has a meaning but the quote itself (POSIX). */
const inQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const bytesOf = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`)
    .join("");

/**
 * What a terminal takes for keys while a line is pasted, such as Ctrl+C, must not be in the line,
 * nor what hides what the line says. bash, zsh and ksh read `$'\x03'`; a quote and "!" within it
 * confuse the history of older ones.
 */
const inEscapes = (text: string): string =>
  `$'${replaceUnsafe(text.replace(/['!\\]/g, bytesOf), bytesOf)}'`;

/** One word. It cannot hold a NUL: no argument of any program can. */
export const quoteForShell = (text: string): string =>
  isUnsafe(text) ? inEscapes(text) : inQuotes(text);

/** The newline is one between quotes, too. */
const isUnsafe = (text: string): boolean => {
  const lines = text.replaceAll("\n", "");
  return replaceUnsafe(lines, () => "") !== lines;
};

/** A program and its options, one a line. */
export const joinCommand = (command: string, options: readonly string[]): string =>
  [command, ...options].join(" \\\n  ");
