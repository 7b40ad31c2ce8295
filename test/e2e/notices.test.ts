import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const { peerDependencies } = packageJson;

const folderOf = (name: string): string => join("node_modules", name);
const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

/** Those that the sources take something from, and what they need themselves. */
function shippedPackages(): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    // What is only named as a peer is the user's own.
    if (found.has(name) || name in peerDependencies) return;
    found.add(name);
    const { dependencies = {} } = readJson(join(folderOf(name), "package.json"));
    for (const next of Object.keys(dependencies)) visit(next);
  };
  for (const file of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    const text = readFileSync(join("src", file), "utf8");
    for (const [, name = ""] of text.matchAll(IMPORTED)) visit(name);
  }
  return [...found].sort();
}

/** A package's name, without what is within it; types alone are nothing that is shipped. */
const IMPORTED =
  /^(?:import|export|\}) (?!type\b)[^"'\n]*from "((?!node:|virtual:)(?:@[\w.-]+\/)?\w[\w.-]*)[^"]*";$/gm;

const noticesIn = (folder: string): string =>
  readFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), "utf8");

it.each(shippedPackages())("tells that %s is in what is shipped, with its licence", (name) => {
  const notices = ["dist/chrome", "dist/cli", "dist/library"].map(noticesIn);
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

it("lies beside the command line's one script, the library and the extension's manifest", () => {
  expect(existsSync("dist/cli/stormglass.js")).toBe(true);
  expect(existsSync("dist/chrome/manifest.json")).toBe(true);
  expect(noticesIn("dist/library")).toContain("\nvalibot ");
  expect(noticesIn("dist/cli")).toContain("\nre2js ");
  expect(noticesIn("dist/chrome")).toContain("\npreact ");
});
