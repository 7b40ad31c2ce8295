import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * What the pages of the extension lead to: what is said of privacy, as text, and a session of the
 * demo, exported by `npm start` where there is no display.
 */
export const besidePages = (): Plugin => ({
  name: "stormglass:beside-pages",
  generateBundle() {
    const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path));
    this.emitFile({ type: "asset", fileName: "PRIVACY.txt", source: read("..", "PRIVACY.md") });
    this.emitFile({ type: "asset", fileName: "demo.har.gz", source: read("demo.har.gz") });
  },
});
