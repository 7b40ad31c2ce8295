import { existsSync } from "node:fs";
import { join } from "node:path";

export const EXTENSION = "dist/chrome";
export const COMMAND_LINE = "dist/cli/stormglass.js";

export function ensureBuilt(): void {
  for (const path of [join(EXTENSION, "manifest.json"), COMMAND_LINE]) {
    if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" first.`);
  }
}
