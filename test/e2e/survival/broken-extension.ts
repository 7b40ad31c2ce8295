import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTempFolder } from "../../harness/profile.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const HOOK = "src/page/hook.iife.js";

/** The extension with a hook that throws at the beginning of each of these functions, under a condition. */
export function makeBrokenExtension(functions: readonly string[], condition = "true"): string {
  const path = join(makeTempFolder("broken").path, "extension");
  cpSync(EXTENSION, path, { recursive: true });
  const file = join(path, HOOK);
  let source = readFileSync(file, "utf8");
  for (const name of functions) {
    const head = new RegExp(`(?:function ${name}\\(.*\\)|\\bconst ${name} = \\(.*\\) =>) \\{\\n`);
    if (source.split(head).length !== 2) throw new Error(`There is not one function ${name}`);
    const broken = `if (${condition}) throw new Error("${name} is broken");\n`;
    source = source.replace(head, (found) => found + broken);
  }
  writeFileSync(file, source);
  return path;
}
