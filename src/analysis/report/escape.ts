import { plain } from "./plain.ts";

/** A reason or a URL is never markup, and mentions nobody. */
export const escapeText = (text: string): string =>
  plain(text)
    .replace(/[\\`*_[\]<>|~#&]/g, "\\$&")
    .replaceAll("@", "@<!-- -->")
    // Trackers make links of bare addresses, which an attacker may have chosen.
    .replaceAll("://", ":<!-- -->//");

/** A code span, with a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const content = plain(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}

/** A code span in a table: there a bar ends the cell even within code. */
export const codeInTable = (text: string): string => code(text.replaceAll("|", "¦"));
