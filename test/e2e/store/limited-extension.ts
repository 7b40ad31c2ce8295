import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTempFolder } from "../../harness/profile.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

/** The extension without `unlimitedStorage`, so that the browser's limit for an origin applies. */
export function makeLimitedExtension(): string {
  const path = join(makeTempFolder("limited").path, "extension");
  cpSync(EXTENSION, path, { recursive: true });
  const file = join(path, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { permissions: string[] };
  const permissions = manifest.permissions.filter((name) => name !== "unlimitedStorage");
  writeFileSync(file, JSON.stringify({ ...manifest, permissions }));
  return path;
}
