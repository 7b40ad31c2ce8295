import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { launchPlain, type PlainBrowser } from "../../harness/launch-plain.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import facts from "./facts.js?raw";

const GROUPS = [
  "surface",
  "exceptions",
  "identity",
  "order",
  "events",
  "pageCode",
  "stacks",
  "pageGetters",
  "buffers",
  "realms",
  "collected",
  "traces",
  "builtins",
] as const;

let faults: FaultServer;
let pages: PageServer;
let plain: PlainBrowser;
let watched: BrowserHandle;

/** Every kind of document in which a page can run code of its own at once. */
const FRAMES = {
  "the page itself": "/",
  "a page under a strict content security policy": "/csp",
};

beforeAll(async () => {
  faults = await startFaultServer();
  const body = `<!doctype html><script nonce="n">${facts}</script>`;
  const policy = `script-src 'nonce-n'; connect-src ${faults.url}`;
  pages = await startPageServer({
    "/": body,
    "/csp": { body, headers: { "content-security-policy": policy } },
  });
  const args = ["--js-flags=--expose-gc"];
  plain = await launchPlain({ args });
  watched = await launchBrowser({ extension: "dist/chrome", args });
});

afterAll(async () => {
  await Promise.all([plain?.close(), watched?.close()]);
  await Promise.all([faults?.stop(), pages?.stop()]);
});

async function collect(browser: PlainBrowser, path: string, group: string): Promise<unknown> {
  const page = await browser.openPage(`${pages.url}${path}?base=${faults.url}`);
  try {
    return await page.evaluate((name) => window.collect(name), group);
  } finally {
    await page.close();
  }
}

describe.each(Object.entries(FRAMES))("the page does not notice the hook, in %s", (_, path) => {
  it.each(GROUPS)("finds the same with and without it: %s", async (group) => {
    expect(await collect(watched, path, group)).toEqual(await collect(plain, path, group));
  });
});

describe("what does show", () => {
  it("is one frame less in a stack that is as deep as the limit", async () => {
    expect(await collect(plain, "/", "deepStack")).toBe(11);
    expect(await collect(watched, "/", "deepStack")).toBe(10);
  });

  it("is the missing name in a function's text", async () => {
    expect(await collect(plain, "/", "functionText")).toEqual([
      "function WebSocket() { [native code] }",
      "function send() { [native code] }",
      "function close() { [native code] }",
    ]);
    expect(await collect(watched, "/", "functionText")).toEqual(
      Array(3).fill("function () { [native code] }"),
    );
  });
});

describe("the extension's files", () => {
  it("cannot be fetched by a page", async () => {
    const page = await watched.openPage(`${pages.url}/?base=${faults.url}`);
    const origin = `chrome-extension://${watched.extensionId}`;
    const paths = [
      "manifest.json",
      "src/page/hook.iife.js",
      "extension/panel.html",
      "extension/icons/16.png",
    ];
    for (const path of paths) {
      const outcome = await page.evaluate(
        (url) =>
          fetch(url).then(
            (answer) => `answered ${answer.status}`,
            () => "refused",
          ),
        `${origin}/${path}`,
      );
      expect(`${path} ${outcome}`).toBe(`${path} refused`);
    }
    await page.close();
  });
});

declare global {
  interface Window {
    collect(name: string): Promise<unknown>;
  }
}
