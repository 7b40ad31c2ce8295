/** A long text in pages: drawing megabytes at once would stop the panel. */
const PAGE_CHARACTERS = 65_536;
/** A line that is longer is broken: layout takes more than linear time with the length of a line. */
const MAX_LINE = 2_000;

export const pageCount = (text: string): number =>
  Math.max(1, Math.ceil(text.length / PAGE_CHARACTERS));

/** A pair of surrogates stays on one page. */
export function textPage(text: string, page: number): string {
  const part = text.slice(edge(text, page), edge(text, page + 1));
  return breakLines(part);
}

function edge(text: string, page: number): number {
  const at = page * PAGE_CHARACTERS;
  if (at <= 0 || at >= text.length) return Math.min(Math.max(0, at), text.length);
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at)) ? at + 1 : at;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

function breakLines(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      if (line.length <= MAX_LINE) return line;
      const characters: string[] = [];
      for (let at = 0; at < line.length; ) {
        let to = Math.min(at + MAX_LINE, line.length);
        if (to < line.length && isHigh(line.charCodeAt(to - 1))) to++;
        characters.push(line.slice(at, to));
        at = to;
      }
      return characters.join("\n");
    })
    .join("\n");
}
