import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

/** About 25 are found by looking; a few more are no reason to hold up a change. */
const MOST_FILES = 28;

/** What may hold more, and why. */
const LARGE: Record<string, string> = {
  "src/session":
    "one shape and the one way in which it changes: each room that was tried imports from the others and back",
};

const isCode = (name: string): boolean => /\.tsx?$/.test(name);

const countsByFolder = (): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const entry of readdirSync("src", { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isCode(entry.name)) continue;
    const folder = entry.parentPath.replaceAll("\\", "/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
};

test("no folder holds more files than one finds one's way in", () => {
  const counts = countsByFolder();
  expect(counts.size).toBeGreaterThan(50);
  const large = [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
  // Who gets smaller than that leaves the list.
  expect(large.sort()).toEqual(Object.keys(LARGE).sort());
});
