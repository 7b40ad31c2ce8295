/** Frames of another site, which have a process of their own. */
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Connection } from "../../../src/session/session.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": `${script(`new WebSocket("${url}/echo?around");`)}<body></body>`,
    "/frame": script(`new WebSocket("${url}/echo?framed");`),
    "/other": "<p>nothing here</p>",
  }));
});
afterAll(() => watched?.close());

/** The same pages, for the browser of another site. */
const elsewhere = () => watched.pages.url.replace("127.0.0.1", "localhost");

const framed = (all: Connection[]) => all.filter(({ url }) => url.endsWith("?framed"));
const isOpen = ({ state }: Connection) => state === "open";

/** Adds a frame, and waits for the socket in it: so many there have been by then. */
async function addFrame(page: Page, tabId: number, count: number): Promise<void> {
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src }));
  }, `${elsewhere()}/frame`);
  const isThere = (all: Connection[]) => all.length === count && all.slice(-1).every(isOpen);
  await watched.sessions.waitFor("its socket", tabId, (all) => isThere(framed(all)));
}

async function endsOfFrames(tabId: number, count: number) {
  const isOver = (all: Connection[]) => all.length === count && all.every(({ end }) => end);
  const all = await watched.sessions.waitFor("its end", tabId, (seen) => isOver(framed(seen)));
  return framed(all).map(({ end }) => end);
}

it("a frame that crashes is told from one that left, and the page around it goes on", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  await addFrame(page, tabId, 1);
  const frame = page.frames().find((one) => one.url().startsWith(elsewhere()));
  if (!frame) throw new Error("the frame is not listed");
  const inFrame = await page.context().newCDPSession(frame);
  // It has nobody left to answer it.
  void inFrame.send("Page.crash").catch(() => {});
  const isStopped = ({ end }: Connection) => end?.pageStopped === "frame-crashed";
  const seen = await sessions.waitFor("why", tabId, (all) => framed(all).some(isStopped));
  expect(seen.filter(isOpen).map(({ url }) => url.endsWith("?around"))).toEqual([true]);
  const { session, coverage } = await sessions.look(tabId);
  expect(coverage).toBe("watched");
  const { findings } = diagnose(session, Date.now());
  const titles = findings.filter(({ id }) => id === "page-gone").map(({ title }) => title);
  expect(titles).toEqual([expect.stringMatching(/^A frame of the page crashed or was killed/)]);
  // Playwright gives a page up of which a frame has crashed.
  await (await browser.worker()).evaluate((id) => chrome.tabs.remove(id), tabId);
});

it("a frame that is removed, or goes to another page, left", async () => {
  const { page, tabId } = await watched.open("/");
  const rounds = 5;
  for (let round = 0; round < rounds; round++) {
    await addFrame(page, tabId, 2 * round + 1);
    await page.evaluate(() => document.querySelector("iframe")?.remove());
    await addFrame(page, tabId, 2 * round + 2);
    await page.evaluate(
      (to) => {
        const frame = document.querySelector("iframe") as HTMLIFrameElement;
        frame.src = to;
        return new Promise((loaded) => frame.addEventListener("load", loaded));
      },
      `${round % 2 ? elsewhere() : watched.pages.url}/other`,
    );
    await page.evaluate(() => document.querySelector("iframe")?.remove());
  }
  for (const end of await endsOfFrames(tabId, 2 * rounds)) {
    expect(end).toMatchObject({ by: "page-gone" });
    expect(end).not.toHaveProperty("pageStopped");
  }
  await page.close();
});

it("a frame leaves with the page around it, into the back/forward cache as well", async () => {
  const { sessions } = watched;
  const { page, tabId } = await watched.open("/");
  await sessions.command(tabId, { kind: "preserve-log", on: true });
  const visits = [watched.pages.url, elsewhere(), watched.pages.url];
  for (const [i, url] of visits.entries()) {
    await addFrame(page, tabId, 2 * i + 1);
    await page.goto(`${url}/other`);
    for (const end of await endsOfFrames(tabId, 2 * i + 1)) {
      expect(end).toMatchObject({ by: "page-gone" });
      expect(end).not.toHaveProperty("pageStopped");
    }
    await page.goto(`${watched.pages.url}/`);
    await addFrame(page, tabId, 2 * i + 2);
    await page.reload();
  }
  await endsOfFrames(tabId, 2 * visits.length);
  await page.close();
});
