export type Line = { number: number; text: string };

/** The lines of a text, counted from one, without what ends them; empty ones are passed over. */
export function* eachLine(text: string): Generator<Line> {
  let number = 0;
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    number++;
    const line = text.slice(from, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
    from = end + 1;
    if (line.trim() !== "") yield { number, text: line };
  }
}
