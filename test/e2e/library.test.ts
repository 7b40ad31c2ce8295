/** The library as it is shipped, imported by a page of a real browser, says what it says in Node. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "playwright";
import { expect, it } from "vitest";
import { writeHar } from "../../src/har/write.ts";
import { startPageServer } from "../servers/page-server.ts";
import { STORIES } from "../stories.ts";
import { findChromium } from "../tools/find-browser.ts";

const BUILT = resolve("dist/library/index.js");
const TRACE = resolve("test/unit/har/open/files/playwright-1.65-trace.zip");

it("diagnoses a session, a packed trace and a damaged file in a page as in Node", async () => {
  const { session, nowMs } = STORIES.storm();
  const written = { session, rowsOf: () => [], creatorVersion: "1", exportedAt: nowMs };
  const har = JSON.stringify(writeHar({ ...written, masked: false }));
  const trace = (await readFile(TRACE)).toString("base64");
  const pages = await startPageServer({
    "/": "<!doctype html><title>A page that has the library</title>",
    "/stormglass.js": { body: await readFile(BUILT, "utf8") },
  });
  const browser = await chromium.launch({ executablePath: findChromium() });
  try {
    const page = await browser.newPage();
    await page.goto(pages.url);
    // As text: what this file's own build makes of an import is not to be had in a page.
    const library = await page.evaluateHandle<Library>('import("/stormglass.js")');
    const inPage = await page.evaluate(tell, { har, trace, library });
    const inNode = await tell({ har, trace, library: await import(BUILT) });
    expect(inPage).toEqual(inNode);
    const [ofSession, ofTrace, wrong] = JSON.parse(inPage);
    expect(ofSession.map(({ id }: { id: string }) => id)).toContain("reconnect-storm");
    expect(ofTrace.length).toBeGreaterThan(0);
    expect(wrong).toMatch(/^line 1, column 2 /);
  } finally {
    await browser.close();
    await pages.stop();
  }
});

type Library = typeof import("../../src/library/index.ts");
type Asked = { library: Library; har: string; trace: string };

/** Runs in the page as well: whatever it needs it is given. */
async function tell({ library: { diagnose, readSession }, har, trace }: Asked) {
  const bytes = Uint8Array.from(atob(trace), (one) => one.charCodeAt(0));
  const ofSession = diagnose(await readSession(new File([har], "session.har"))).findings;
  const ofTrace = diagnose(await readSession(bytes)).findings;
  const wrong = await readSession("{").catch((error: Error) => error.message);
  return JSON.stringify([ofSession, ofTrace, wrong]);
}
