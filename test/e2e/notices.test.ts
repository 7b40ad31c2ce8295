import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folderOf = (name: string): string => join("node_modules", name);
const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

/** Those that the project ships with, and what they need themselves. */
function shippedPackages(): string[] {
  const found = new Set<string>();
  const visit = (manifest: { dependencies?: Record<string, string> }): void => {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (found.has(name)) continue;
      found.add(name);
      visit(readJson(join(folderOf(name), "package.json")));
    }
  };
  visit(readJson("package.json"));
  return [...found];
}

const noticesIn = (folder: string): string =>
  readFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), "utf8");

it.each(shippedPackages())("tells that %s is in what is shipped, with its licence", (name) => {
  const notices = [noticesIn("dist/chrome"), noticesIn("dist/cli")];
  const { version } = readJson(join(folderOf(name), "package.json"));
  const licences = readdirSync(folderOf(name)).filter((file) => /^licen[cs]e/i.test(file));
  expect(licences).not.toEqual([]);
  const telling = notices.filter((text) => text.includes(`\n${name} ${version}, `));
  expect(telling).not.toEqual([]);
  for (const file of licences) {
    const licence = readFileSync(join(folderOf(name), file), "utf8").trim();
    for (const text of telling) expect(text).toContain(licence);
  }
});

it("lies beside the command line's one script and the extension's manifest", () => {
  expect(existsSync("dist/cli/stormglass.js")).toBe(true);
  expect(existsSync("dist/chrome/manifest.json")).toBe(true);
  expect(noticesIn("dist/cli")).toContain("\nre2js ");
  expect(noticesIn("dist/chrome")).toContain("\npreact ");
});
