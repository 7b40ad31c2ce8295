import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { findChromium } from "../tools/find-browser.ts";
import { captureDownload, type Download } from "./capture-download.ts";
import { type Cdp, connectCdp } from "./cdp.ts";
import { type Dock, makeTempFolder, type Theme, writeDevtoolsPreferences } from "./profile.ts";
import { PATIENCE_MS, waitFor } from "./wait-for.ts";

export type PlainOptions = {
  headless?: boolean;
  theme?: Theme;
  dock?: Dock;
  /** Playwright switches this cache off; true gives a page back as browsers do. */
  backForwardCache?: boolean;
  /** Kept at the end, unlike the temporary profile that is used without it. */
  userDataDir?: string;
  args?: string[];
  /** False: the caller closes the browser on Ctrl-C. */
  handleSignals?: boolean;
};

export type PlainBrowser = {
  context: BrowserContext;
  cdp: Cdp;
  /** Where a second program connects to the same browser. */
  url: string;
  openPage(url: string): Promise<Page>;
  /** What the click saves, in DevTools as well as in a page. */
  downloadFrom(click: () => Promise<unknown>): Promise<Download>;
  close(): Promise<void>;
};

const COMMON_ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Any free port; Chromium listens on loopback only.
  "--remote-debugging-port=0",
];

/** Chromium without our extension: what it shows is what a page is to look like with it, too. */
export async function launchPlain(options: PlainOptions = {}): Promise<PlainBrowser> {
  const executablePath = findChromium();
  const folder = makeTempFolder("browser");
  const profile = options.userDataDir ?? join(folder.path, "profile");
  writeDevtoolsPreferences(profile, options.dock ?? "undocked", options.theme ?? "light");
  const handled = options.handleSignals ?? true;
  let context: BrowserContext | null = null;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: options.headless ?? true,
      viewport: null,
      handleSIGINT: handled,
      handleSIGTERM: handled,
      handleSIGHUP: handled,
      args: [...(isRoot() ? ["--no-sandbox"] : []), ...COMMON_ARGS, ...(options.args ?? [])],
      ...(options.backForwardCache ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const url = await waitFor("Chromium's debugging port", () => readDebuggingUrl(profile));
    const cdp = await connectCdp(url);
    return createPlainBrowser(context, cdp, url, folder);
  } catch (error) {
    await context?.close();
    folder.remove();
    throw error;
  }
}

function createPlainBrowser(
  context: BrowserContext,
  cdp: Cdp,
  url: string,
  folder: { path: string; remove(): void },
): PlainBrowser {
  return {
    context,
    cdp,
    url,
    async openPage(address) {
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    downloadFrom: (click) => captureDownload(cdp, folder.path, click),
    async close() {
      cdp.close();
      try {
        await context.close();
      } finally {
        folder.remove();
      }
    },
  };
}

/** Chromium refuses to start its sandbox as root. */
const isRoot = () => process.getuid?.() === 0;

function readDebuggingUrl(profile: string): string | null {
  try {
    const [port, path] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
    return port && path ? `ws://127.0.0.1:${port}${path}` : null;
  } catch {
    return null; // Not written yet.
  }
}
