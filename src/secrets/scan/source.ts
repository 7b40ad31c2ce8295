/** A text to look through, and where each of its characters stands in the text that it came from. */
export type Source = {
  text: string;
  /** Null: they are the same. One more than characters: where the last one ends. */
  origins: Uint32Array | null;
  /** How often it was decoded to get here. */
  depth: number;
};

/** Texts within texts, decoded or quoted; what is deeper is read as it stands. */
export const MAX_DEPTH = 8;

export const sourceOf = (text: string): Source => ({ text, origins: null, depth: 0 });

export const originOf = ({ origins }: Source, at: number): number =>
  origins === null ? at : (origins[at] ?? 0);

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const HEX_4 = /^[\da-fA-F]{4}$/;

/** What a JSON string between `from` and `to` says. */
export const unescapeJson = (source: Source, from: number, to: number): Source =>
  decode(source, from, to, (text, at) => {
    if (text[at] !== "\\" || at + 1 >= to) return null;
    const next = text[at + 1] as string;
    const hex = next === "u" ? text.slice(at + 2, at + 6) : "";
    if (HEX_4.test(hex)) return { chars: String.fromCharCode(Number.parseInt(hex, 16)), length: 6 };
    return { chars: ESCAPES[next] ?? next, length: 2 };
  });

const HEX_2 = /^[\da-fA-F]{2}$/;

/** What a part of an address or a form says. Bytes beyond ASCII stay apart: no name needs them. */
export const decodePercents = (source: Source, from: number, to: number): Source =>
  decode(source, from, to, (text, at) => {
    if (text[at] !== "%") return text[at] === "+" ? { chars: " ", length: 1 } : null;
    const hex = text.slice(at + 1, at + 3);
    if (!HEX_2.test(hex)) return null;
    return { chars: String.fromCharCode(Number.parseInt(hex, 16)), length: 3 };
  });

type Decoded = { chars: string; length: number } | null;

/** `read`: what stands encoded at a place; null for a character that stands for itself. */
function decode(
  source: Source,
  from: number,
  to: number,
  read: (text: string, at: number) => Decoded,
): Source {
  const origins = new Uint32Array(to - from + 1);
  const parts: string[] = [];
  let length = 0;
  let copied = from;
  for (let at = from; at < to; ) {
    const decoded = read(source.text, at);
    origins[length++] = originOf(source, at);
    if (decoded === null) {
      at++;
      continue;
    }
    parts.push(source.text.slice(copied, at), decoded.chars);
    at += decoded.length;
    copied = at;
  }
  parts.push(source.text.slice(copied, to));
  origins[length] = originOf(source, to);
  return {
    text: parts.join(""),
    origins: origins.subarray(0, length + 1),
    depth: source.depth + 1,
  };
}
