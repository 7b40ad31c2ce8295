/** What a module exports, as its source has it: the words above a declaration, and its shape. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

export type Declared = { name: string; words: string; shape: string; isType: boolean };

const OPENING = "([{<";
const CLOSING = ")]}>";

/** All that a file exports, in its order, and what it passes on from others. `names`: only those. */
export function declarationsOf(path: string, names: readonly string[] | null = null): Declared[] {
  const source = readFileSync(path, "utf8");
  const found: Declared[] = [];
  for (const match of source.matchAll(
    /^export (?:(type )?(\*|\{[^}]*\}) from "([^"]+)";|(?:async )?(function|const|type|class) (\w+))/gm,
  )) {
    const [, , what, from, kind, name] = match;
    if (from !== undefined && what !== undefined) {
      found.push(...passedOn(resolve(dirname(path), from), what, wordsBefore(source, match.index)));
    } else if (kind !== undefined && name !== undefined) {
      const shape = shapeAt(source, match.index, kind);
      const words = wordsBefore(source, match.index);
      found.push({ name, words, shape, isType: kind === "type" });
    }
  }
  return names === null ? found : found.filter(({ name }) => names.includes(name));
}

function passedOn(path: string, what: string, words: string): Declared[] {
  if (what === "*") return declarationsOf(path).filter(({ isType }) => isType);
  return what
    .slice(1, -1)
    .split(",")
    .flatMap((one) => {
      const [name = "", alias = name] = one
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      if (name === "") return [];
      const [declared] = declarationsOf(path, [name]);
      if (!declared) throw new Error(`${path} does not export ${name}`);
      return { ...declared, name: alias, words: alias === name ? declared.words : words };
    });
}

/** Without the signs of a comment. */
function wordsBefore(source: string, at: number): string {
  const before = source.slice(0, at);
  const comment = before.endsWith("*/\n") ? before.slice(before.lastIndexOf("/**")) : "";
  return comment
    .replace(/^\/\*\*|\*\/$/gm, "")
    .replaceAll(/^ \* ?/gm, "")
    .trim();
}

/** A type as it stands; of what runs, up to where it begins to do something. */
function shapeAt(source: string, at: number, kind: string): string {
  if (kind === "class") return source.slice(at, source.indexOf(" {", at)).replace("export ", "");
  const end = endOf(source, at, kind);
  return source
    .slice(at, end)
    .replace(/^export (?:async )?/, "")
    .trim();
}

function endOf(source: string, from: number, kind: string): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const sign = source[at] ?? "";
    if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
    else if (source.startsWith("//", at)) at = source.indexOf("\n", at);
    else if (sign === '"') at = source.indexOf('"', at + 1);
    else if (depth === 0 && kind === "function" && source.startsWith(" {\n", at)) return at;
    else if (source.startsWith("=>", at)) {
      if (depth === 0 && kind === "const") return at;
      at++;
    } else if (depth === 0 && sign === ";") return at + 1;
    else if (OPENING.includes(sign)) depth++;
    else if (CLOSING.includes(sign)) depth--;
  }
  return source.length;
}
