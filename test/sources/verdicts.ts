import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import recheck from "recheck/package.json" with { type: "json" };
import type { Expression } from "./expressions.ts";

// Not in node_modules, which each `npm ci` empties: to judge all of them anew takes a minute.
const folder = `${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/stormglass`;
const path = `${folder}/linear-expressions-by-recheck-${recheck.version}.json`;

export const keyOf = ({ source, flags }: Expression): string => `/${source}/${flags}`;

/** Those that were found linear before. */
export function readLinear(): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return new Set();
  }
}

export function keepLinear(linear: Iterable<string>): void {
  mkdirSync(folder, { recursive: true });
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, JSON.stringify([...linear]));
  renameSync(partial, path);
}
