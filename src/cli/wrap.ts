import { plain } from "../words/safe-text.ts";

/**
 * Breaks at spaces. What is longer than a line, such as a URL, stays whole, so that it can be copied.
 * GitHub Actions takes a line that begins with `::`, and one with `##[` anywhere, for an order of the
 * workflow: what a server wrote must not become one by where a line breaks.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).replaceAll("##[", "## [").split(/ +/)) {
    if (line !== "" && !word.startsWith("::") && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}
