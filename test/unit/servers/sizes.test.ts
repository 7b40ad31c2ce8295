import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureSizes, type Size } from "../../bench/sizes.ts";

const manifest = {
  content_scripts: [{ js: ["bridge.js"] }, { js: ["hook.js"], world: "MAIN" }],
};
const files: Record<string, string> = {
  "manifest.json": JSON.stringify(manifest),
  "hook.js": "/* the hook */",
  "bridge.js": "/* the bridge */",
  "extension/panel.html": '<script type="module" crossorigin src="/assets/panel.js"></script>',
  "extension/popup.html": '<script type="module" src="../assets/popup.js"></script>',
  "assets/panel.js":
    'import{a as b}from"./shared.js";import"./side.js";b();const later=()=>import("./later.js");export{later};',
  "assets/popup.js": 'import t,{a}from"./shared.js";t(a)',
  "assets/shared.js": 'export*from"./deep.js";export default 1',
  "assets/deep.js": "export const a=1",
  "assets/side.js": "1",
  "assets/later.js": "2",
};

const folder = mkdtempSync(join(tmpdir(), "stormglass-sizes-"));
let sizes: Map<string, Size>;
beforeAll(async () => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  sizes = new Map(measureSizes(folder).map((size) => [size.name, size]));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the sizes of the built extension", () => {
  it("tell hook and bridge apart by the world they run in", () => {
    expect(sizes.get("hook")?.files).toEqual(["hook.js"]);
    expect(sizes.get("bridge")?.files).toEqual(["bridge.js"]);
  });

  it("are gzipped", () => {
    expect(sizes.get("hook")?.gzipBytes).toBe(gzipSync("/* the hook */").byteLength);
  });

  it("count what a page imports at its start, and not what it imports on demand", () => {
    expect(sizes.get("panel")?.files).toEqual([
      "assets/panel.js",
      "assets/shared.js",
      "assets/deep.js",
      "assets/side.js",
    ]);
    expect(sizes.get("popup")?.files).toEqual([
      "assets/popup.js",
      "assets/shared.js",
      "assets/deep.js",
    ]);
  });

  it("have the budgets that were promised", () => {
    expect([...sizes.values()].map(({ budgetBytes }) => budgetBytes)).toEqual([
      6_656, 12_288, 63_488, 40_960,
    ]);
  });
});
