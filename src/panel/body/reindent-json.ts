/**
 * JSON with line breaks and indents. The text is kept as it came, not parsed and written again:
 * that would round large numbers, drop repeated keys and change escapes.
 */
const INDENT = "  ";
/** Deeper levels share one indent: 10,000 levels would otherwise become 100 MiB of spaces. */
const MAX_INDENT = 40;
/** Strings, or single characters that structure the text; whitespace between them goes. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** Null where the text is not JSON. */
export function reindentJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const parts: string[] = [];
  let depth = 0;
  let opened = false;
  const breakLine = () => parts.push("\n", INDENT.repeat(Math.min(depth, MAX_INDENT)));
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "}" || token === "]") {
      depth--;
      // An empty object or array stays on its line.
      if (!opened) breakLine();
      opened = false;
      parts.push(token);
      continue;
    }
    if (opened) breakLine();
    opened = false;
    parts.push(token === ":" ? ": " : token);
    if (token === "{" || token === "[") {
      depth++;
      opened = true;
    } else if (token === ",") {
      breakLine();
    }
  }
  return parts.join("");
}
