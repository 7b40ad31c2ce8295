import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { parseSync, Visitor } from "vite";

/** A regular expression of the sources; `source` is null where it is put together at run time. */
export type Expression = { place: string; text: string; source: string | null; flags: string };

const root: string = new URL("../../", import.meta.url).pathname;

/** Every regular expression of the extension and the command line. */
export function collectExpressions(): Expression[] {
  return globSync("src/**/*.{ts,tsx}", { cwd: root })
    .sort()
    .flatMap((path) => expressionsOf(path, readFileSync(`${root}${path}`, "utf8")));
}

function expressionsOf(path: string, code: string): Expression[] {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Expression[] = [];
  const add = (node: { start: number; end: number }, source: string | null, flags: string) => {
    const line = code.slice(0, node.start).split("\n").length;
    const text = code.slice(node.start, node.end).replaceAll(/\s+/g, " ");
    found.push({ place: `${path}:${line}`, text, source, flags });
  };
  new Visitor({
    Literal(node) {
      if ("regex" in node) add(node, node.regex.pattern, node.regex.flags);
    },
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "RegExp") add(node, null, "");
    },
    CallExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "RegExp") add(node, null, "");
    },
  }).visit(program);
  return found;
}
