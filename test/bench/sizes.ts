import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { EXTENSION } from "./extension-folder.ts";

export type Size = {
  name: "hook" | "bridge" | "panel" | "popup";
  gzipBytes: number;
  /** Null: no limit is set. */
  budgetBytes: number | null;
  /** The files it is the sum of, relative to the extension's folder. */
  files: string[];
};

const KIB = 1_024;

/** What each part of the built extension costs to load, compressed as in the packed extension. */
export function measureSizes(extension: string): Size[] {
  const read = (file: string) => readFileSync(join(extension, file), "utf8");
  const manifest = JSON.parse(read("manifest.json")) as {
    content_scripts: { js: string[]; world?: "MAIN" }[];
  };
  const contentScripts = (world?: "MAIN") =>
    manifest.content_scripts.filter((script) => script.world === world).flatMap(({ js }) => js);
  const size = (name: Size["name"], files: string[], budgetBytes: number | null): Size => ({
    name,
    gzipBytes: files.reduce((sum, file) => sum + gzipSync(read(file)).byteLength, 0),
    budgetBytes,
    files,
  });
  return [
    size("hook", contentScripts("MAIN"), 6.5 * KIB),
    size("bridge", contentScripts(), 12 * KIB),
    size("panel", collectScripts("extension/panel.html", read), 62 * KIB),
    size("popup", collectScripts("extension/popup.html", read), 40 * KIB),
  ];
}

const inKib = (bytes: number): string => `${(bytes / KIB).toFixed(2)} KiB`;

/** A table; a part over its budget fails the run. */
export function benchSizes(): string[] {
  const rows = measureSizes(EXTENSION).map(({ name, gzipBytes, budgetBytes }) => {
    const isOver = budgetBytes !== null && gzipBytes > budgetBytes;
    if (isOver) process.exitCode = 1;
    const budget = budgetBytes === null ? "none" : `${inKib(budgetBytes)}${isOver ? ", OVER" : ""}`;
    return `| ${name} | ${inKib(gzipBytes)} | ${budget} |`;
  });
  const lines = ["| what is loaded (gzip) | size | budget |", "| --- | --- | --- |", ...rows];
  for (const line of lines) console.log(line);
  return lines;
}

const SCRIPT_TAG = /<script[^>]+src="([^"]+)"/g;
/** Only static imports: what is imported on demand is no part of the start. */
const STATIC_IMPORT =
  /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'](\.[^"']+)["']/g;

/** The scripts of a page, with all that they import before the first of them runs. */
function collectScripts(htmlFile: string, read: (file: string) => string): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path = ""] of read(file).matchAll(STATIC_IMPORT))
      visit(join(dirname(file), path));
  };
  for (const [, path = ""] of read(htmlFile).matchAll(SCRIPT_TAG)) {
    visit(path.startsWith("/") ? path.slice(1) : join(dirname(htmlFile), path));
  }
  return [...seen];
}
