import { plain } from "../../words/safe-text.ts";

/** Nothing that is seen or copied, and yet what stands on both sides of it is not one word. */
const BREAK = "<!-- -->";

/** What has a meaning in Markdown itself, as GitHub, GitLab and chats read it. */
const MARKUP = /[\\`*_[\]<>|~#&$]/g;
/** Lists begin so, and the lines under a heading; the sign itself is to be escaped. */
const FIRST = /^(\s*\d*(?=[.)])|\s*(?=[-+=]))/;

/**
 * What trackers make links and mentions of in text that is no markup: an attacker may have chosen
 * the address, and whoever is named gets a mail. A backslash before a sign does not keep them.
 */
const REFERENCES: readonly RegExp[] = [
  // @name, #123, owner/repo#1; GitLab's !123, $123, %milestone, ~label, &epic, ^alert; e-mail addresses.
  /[@#!$%~&^](?=[\w"{:\\])/g,
  /:(?=\/\/)/g,
  /\bwww(?=\.)/gi,
  // GH-1, and the keys of other trackers.
  /\b(?:gh|[A-Z][A-Z0-9]+)-(?=\d)/g,
  /\bGh-(?=\d)/gi,
  // Signs by name, such as :tada:, and not 12:00:00.
  /(?<!\d):(?=[\w+-]{1,64}:)/g,
];

/** A commit is named by 7 to 40 of these. */
const HEX_RUN = /[\da-f]{7,}/gi;
const SHORT_OF_COMMIT = /[\da-f]{6}(?=[\da-f])/gi;

/** A reason or a URL is never markup, links to nothing and mentions nobody. */
export function escapeText(text: string): string {
  let escaped = plain(text).replace(MARKUP, "\\$&").replace(FIRST, "$&\\");
  for (const reference of REFERENCES) escaped = escaped.replace(reference, `$&${BREAK}`);
  return escaped.replace(HEX_RUN, (run) => run.replace(SHORT_OF_COMMIT, `$&${BREAK}`));
}

/** A code span, with a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const content = plain(text);
  if (content.trim() === "") return "(empty)";
  let longest = 0;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}

/** A code span in a table: there a bar ends the cell even within code. */
export const codeInTable = (text: string): string => code(text.replaceAll("|", "¦"));
