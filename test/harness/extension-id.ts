import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

/**
 * The id that Chromium gives an unpacked extension: the hash of its public key, or of its folder's
 * path where it has none, written with the letters a to p.
 */
export function computeExtensionId(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    key?: string;
  };
  const path = realpathSync(folder);
  const source = manifest.key
    ? Buffer.from(manifest.key, "base64")
    : Buffer.from(path, process.platform === "win32" ? "utf16le" : "utf8");
  const hex = createHash("sha256").update(source).digest("hex").slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
}
