import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureSizes } from "../bench/sizes.ts";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";

/** As it is shipped, unlike dist/chrome, which the tests build for development. */
const shipped = mkdtempSync(join(tmpdir(), "stormglass-shipped-"));
const VITE = "node_modules/vite/bin/vite.js";
let browser: BrowserHandle;

beforeAll(async () => {
  // Apart from this process, whose NODE_ENV makes libraries bring along what only tests need.
  const { NODE_ENV: _, ...env } = process.env;
  const options = ["--logLevel", "error", "--emptyOutDir", "--outDir", shipped];
  execFileSync(process.execPath, [VITE, "build", ...options], { env });
  browser = await launchBrowser({ extension: "dist/chrome" });
});

afterAll(async () => {
  await browser?.close();
  rmSync(shipped, { recursive: true });
});

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));

describe("the extension as it is shipped", () => {
  it("asks for the few permissions it explains, and for none that blanks handshake errors", () => {
    const manifest = manifestOf(shipped);
    expect(manifest.permissions).toEqual(["storage", "unlimitedStorage"]);
    expect(manifest.host_permissions).toEqual(["<all_urls>"]);
    expect(manifest.optional_permissions).toBeUndefined();
    expect(manifest.minimum_chrome_version).toBe("148");
  });

  it("offers no file to pages", () => {
    expect(manifestOf(shipped).web_accessible_resources).toBeUndefined();
  });

  it("has a fixed key in development builds only", () => {
    expect(manifestOf(shipped).key).toBeUndefined();
    expect(manifestOf("dist/chrome").key).toMatch(/^MIIB/);
  });

  it.each(["hook", "bridge", "panel", "popup"])("keeps the %s within its budget", (name) => {
    const size = measureSizes(shipped).find((part) => part.name === name);
    expect(size?.gzipBytes).toBeGreaterThan(1_000);
    expect(size?.gzipBytes).toBeLessThanOrEqual(size?.budgetBytes ?? 0);
  });
});

it("is loaded by Chromium without a warning", async () => {
  const page = await browser.openPage("chrome://extensions");
  const found = await page.evaluate(async (extensionId) => {
    const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
    // Warnings of a manifest are only kept in developer mode, so it is read once more in it.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId, errorCollection: true });
    await developerPrivate.reload(extensionId, { failQuietly: true });
    for (;;) {
      const info = await developerPrivate.getExtensionInfo(extensionId);
      if (info.state !== "ENABLED") continue;
      return { manifestErrors: info.manifestErrors, runtimeErrors: info.runtimeErrors };
    }
  }, browser.extensionId);
  expect(found).toEqual({ manifestErrors: [], runtimeErrors: [] });
  await page.close();
});

type DeveloperPrivate = {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(update: {
    extensionId: string;
    errorCollection: boolean;
  }): Promise<void>;
  reload(extensionId: string, options: { failQuietly: boolean }): Promise<void>;
  getExtensionInfo(
    extensionId: string,
  ): Promise<{ state: string; manifestErrors: unknown[]; runtimeErrors: unknown[] }>;
};
