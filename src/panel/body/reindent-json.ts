/**
 * JSON with line breaks and indents. The text is kept as it came, not parsed and written again:
 * that would round large numbers, drop repeated keys and change escapes.
 */
const INDENT = "  ";
/** Deeper levels share one indent: 10,000 levels would otherwise become 100 MiB of spaces. */
const MAX_INDENT = 40;
/** Single characters that structure the text, or scalars; whitespace between them goes. */
const TOKEN = /["{}[\],:]|[^\s{}[\],:"]+/y;
const SPACE = /\s*/y;

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
  for (const token of tokensOf(text)) {
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

function* tokensOf(text: string): Generator<string> {
  for (let at = 0; ; ) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    TOKEN.lastIndex = SPACE.lastIndex;
    if (!TOKEN.test(text)) return;
    const from = SPACE.lastIndex;
    at = text[from] === '"' ? endOfString(text, from) : TOKEN.lastIndex;
    yield text.slice(from, at);
  }
}

/** Behind the closing quote. Not by an expression: a text of many MiB would fill its stack. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
