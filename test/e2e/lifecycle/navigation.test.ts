import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../src/session/session.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "./watched.ts";

const page = (url: string, name: string) =>
  script(`const socket = new WebSocket("${url}/echo?${name}");
    const opened = new Promise((resolve) => { socket.onopen = resolve; });
    addEventListener("pagehide", () => { sessionStorage.hiddenAt = Date.now(); });
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      window.shownAgain = true;
      new WebSocket("${url}/echo?${name}-again");
    });`);

const pages = (url: string) => ({
  "/a": page(url, "a"),
  "/b": page(url, "b"),
  "/c": page(url, "c"),
  "/talkative": script(`
        const socket = new WebSocket("${url}/echo?talkative");
        sessionStorage.sent = 0;
        socket.onopen = () => setInterval(() => {
          for (let i = 0; i < 20; i++) socket.send("n" + sessionStorage.sent++);
        }, 1);
        // The very last moment in which a page can say something.
        addEventListener("pagehide", () => { socket.send("last"); sessionStorage.sent++; });`),
  "/empty": "<!doctype html><title>Nothing here</title>",
});

let watched: Watched;

/** Each `describe` has a browser of its own. */
function startBrowser(options: { backForwardCache: boolean }): void {
  beforeAll(async () => {
    watched = await startWatched(pages, options);
  });
  afterAll(() => watched.close());
}

const nameOf = ({ url }: Connection) => new URL(url).search.slice(1);
const namesOf = (connections: Connection[]) => connections.map(nameOf);

/** Waits until these connections, and no others, are shown, the last one open. */
const shows = (tabId: number, names: string[]) =>
  watched.sessions.waitFor(
    `${names.join(", ")} to be shown`,
    tabId,
    (seen) =>
      JSON.stringify(namesOf(seen)) === JSON.stringify(names) &&
      (seen.length === 0 || seen.at(-1)?.state === "open"),
  );

const goTo = (tab: Page, path: string) => tab.goto(`${watched.pages.url}${path}`);

/** "Back" and "forward" as a user does it; Playwright's own wait for a load that never comes. */
async function travel(tab: Page, direction: "back" | "forward"): Promise<void> {
  await tab.evaluate("delete window.shownAgain");
  await tab.evaluate(`history.${direction}()`);
  await waitFor("the page out of the cache", () =>
    tab.evaluate<boolean>("window.shownAgain === true").catch(() => false),
  );
}

describe("going to another page", () => {
  startBrowser({ backForwardCache: false });

  it("shows only the sockets of the page that is there now", async () => {
    const { page: tab, tabId } = await watched.open("/a");
    await shows(tabId, ["a"]);
    await goTo(tab, "/b");
    await shows(tabId, ["b"]);
    await tab.reload();
    await shows(tabId, ["b"]);
    await tab.close();
  });

  it("keeps those of the pages before with Preserve log", async () => {
    const { page: tab, tabId } = await watched.open("/a");
    await watched.sessions.command(tabId, { kind: "preserve-log", on: true });
    await shows(tabId, ["a"]);
    await goTo(tab, "/b");
    await tab.reload();
    const [first, reloaded, last] = await shows(tabId, ["a", "b", "b"]);
    expect([first?.end?.by, reloaded?.end?.by, last?.end]).toEqual([
      "page-gone",
      "page-gone",
      null,
    ]);
    await watched.sessions.command(tabId, { kind: "preserve-log", on: false });
    await shows(tabId, ["b"]);
    await tab.close();
  });

  it("leaves a live socket alone where the page only changes its address", async () => {
    const { page: tab, tabId } = await watched.open("/a");
    const [before] = await shows(tabId, ["a"]);
    await tab.evaluate(`history.pushState({}, "", "/elsewhere"); location.hash = "part";`);
    await tab.evaluate(`history.replaceState({}, "", "/third"); history.back();`);
    await tab.evaluate("socket.send('still here')");
    const [after] = await watched.sessions.waitFor(
      "the echo",
      tabId,
      ([only]) => only?.receive.count === 1,
    );
    expect(after).toMatchObject({ id: before?.id, page: before?.page, state: "open", end: null });
    await tab.close();
  });

  it("brings home what is said while the page goes", async () => {
    const { page: tab, tabId } = await watched.open("/talkative");
    await watched.sessions.command(tabId, { kind: "preserve-log", on: true });
    await watched.sessions.waitFor("traffic", tabId, ([only]) => (only?.send.count ?? 0) > 500);
    await goTo(tab, "/empty");
    const [gone] = await watched.sessions.waitFor("the end", tabId, ([only]) => only?.end != null);
    expect(gone?.end?.by).toBe("page-gone");
    const sent = Number(await tab.evaluate("sessionStorage.sent"));
    expect((gone?.send.count ?? 0) + (gone?.lost.count ?? 0)).toBe(sent);
    await tab.close();
  });
});

describe("the back/forward cache", () => {
  startBrowser({ backForwardCache: true });

  it("gives a page back with its sockets as they were when it was hidden", async () => {
    const { page: tab, tabId } = await watched.open("/a");
    await shows(tabId, ["a"]);
    await goTo(tab, "/b");
    await shows(tabId, ["b"]);
    const hiddenAt = Number(await tab.evaluate("sessionStorage.hiddenAt"));

    await travel(tab, "back");
    const [a] = await shows(tabId, ["a", "a-again"]);
    expect(a?.end?.by).toBe("page-gone");
    expect(Math.abs((a?.end?.at ?? 0) - hiddenAt)).toBeLessThan(50);

    await travel(tab, "forward");
    const [b] = await shows(tabId, ["b", "b-again"]);
    expect(b?.end?.by).toBe("page-gone");
    await tab.close();
  });

  it("does not mix a page ahead in the cache with a new one", async () => {
    const { page: tab, tabId } = await watched.open("/a");
    await shows(tabId, ["a"]);
    await goTo(tab, "/b");
    await shows(tabId, ["b"]);
    await travel(tab, "back");
    await shows(tabId, ["a", "a-again"]);
    await goTo(tab, "/c");
    await shows(tabId, ["c"]);
    await tab.close();
  });
});

describe("what goes away", () => {
  startBrowser({ backForwardCache: false });

  it("takes session and recorded messages with it when the tab closes", async () => {
    const { browser, sessions } = watched;
    const { page: tab, tabId } = await watched.open("/a");
    const panel = await browser.openPanelPage(tabId);
    await shows(tabId, ["a"]);
    await tab.evaluate("socket.send('to be recorded')");
    await waitFor("rows in the store", async () => (await sessions.kept(tabId)).segments > 0);
    expect((await sessions.kept(tabId)).keys).toContain(`tab:${tabId}`);
    await panel.close();
    await tab.close();
    await waitFor("nothing to be kept", async () => {
      const { segments, keys } = await sessions.kept(tabId);
      return segments === 0 && keys.length === 0;
    });
  });

  it("ends the sockets of a frame that is removed, and keeps their record", async () => {
    const { page: tab, tabId } = await watched.open("/empty");
    await tab.evaluate(() => {
      document.body.append(Object.assign(document.createElement("iframe"), { src: "/a" }));
    });
    await shows(tabId, ["a"]);
    await tab.evaluate(() => document.querySelector("iframe")?.remove());
    const [gone] = await watched.sessions.waitFor("its end", tabId, ([only]) => only?.end != null);
    expect(gone?.end?.by).toBe("page-gone");
    await tab.close();
  });
});
