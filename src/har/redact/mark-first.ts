import { JsonRewriter } from "./json-rewriter.ts";
import { LOOSE, type Looseness, type Walk } from "./plan.ts";
import type { Source } from "./source.ts";

export const UNCHANGED: Looseness = {
  change: (value) => value,
  name: (name) => name,
  part: (part) => part,
};

/** Whether a file of ours says what goes for all of it before it lists its connections. */
export async function isMarkFirst(source: Source): Promise<boolean> {
  const seen: (string | number)[] = [];
  const log: Walk = {
    kind: "walk",
    at: (name) => {
      seen.push(name);
      return LOOSE;
    },
  };
  const root: Walk = { kind: "walk", at: (name) => (name === "log" ? log : LOOSE) };
  const rewriter = new JsonRewriter(root, UNCHANGED);
  for await (const chunk of source.read()) {
    try {
      rewriter.push(chunk);
    } catch {
      // Whoever reads it from here on meets the same fault, and tells it.
      return false;
    }
    const first = seen.find((name) => name === "_stormglass" || name === "entries");
    if (first !== undefined) return first === "_stormglass";
  }
  return false;
}
