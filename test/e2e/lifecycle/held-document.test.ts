import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "./watched.ts";

/**
 * A page that has a frame's document in hand while there is nothing in it yet: its server holds
 * the body back. Whatever it then puts on the document is there before any script of ours.
 */
const holding = script(`
    window.seen = [];
    const forge = (link) => {
      const connecting = { kind: "connecting", id: 7, at: 1, seq: 0, url: "ws://forged/", protocols: [], stack: null };
      const detail = { rows: null, backlog: null, blobs: [], events: [connecting] };
      link.dispatchEvent(new CustomEvent("batch", { detail }));
    };
    const doings = {
      nothing: () => {},
      listens: (wanted, place) => {
        for (const type of ["pending", "urgent", "batch", "pull", "orders"]) {
          place.addEventListener(type, () => seen.push(type), true);
        }
        setTimeout(() => { if (place.shadowRoot) seen.push("the link"); });
      },
      attaches: (wanted, place) => {
        const link = place.attachShadow({ mode: "open" });
        link.addEventListener("orders", () => seen.push("orders"));
        setTimeout(forge, 0, link);
      },
      stops: (wanted, place) => { wanted.stopImmediatePropagation(); doings.attaches(wanted, place); },
      refuses: (wanted) => wanted.preventDefault(),
    };
    const openFrame = (how) => {
      const frame = document.createElement("iframe");
      frame.src = "/child";
      document.body.append(frame);
      const empty = frame.contentDocument;
      const wait = () => {
        const held = frame.contentDocument;
        if (held === empty) return setTimeout(wait);
        window.hadRoot = held.documentElement !== null;
        held.addEventListener("stormglass:wanted", (event) => doings[how](event, event.relatedTarget));
        fetch("/go");
      };
      wait();
      return frame.contentWindow;
    };`).concat("<body></body>");

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": holding,
    "/go": "",
    "/child": {
      heldUntil: "/go",
      body: script(`
        const socket = new WebSocket("${url}/echo?child");
        socket.onopen = () => socket.send("x");
        socket.onmessage = () => { document.title = "answered"; };`),
    },
  }));
});
afterAll(() => watched?.close());

const openHeld = async (how: string): Promise<{ page: Page; tabId: number }> => {
  const { page, tabId } = await watched.open("/");
  await page.evaluate(`window.opened = openFrame("${how}"); 0`);
  await page.waitForFunction("opened.document.title === 'answered'", undefined, { polling: 50 });
  expect(await page.evaluate("hadRoot")).toBe(false);
  return { page, tabId };
};

describe("a page that had a frame's document before there was anything in it", () => {
  it.each(["nothing", "listens"])("sees nothing of the link to the hook: %s", async (how) => {
    const { page, tabId } = await openHeld(how);
    const panel = await watched.browser.openPanelPage(tabId);
    const [only] = await watched.sessions.waitFor("the echo", tabId, ([c]) => !!c?.receive.count);
    expect(only?.url).toContain("child");
    await watched.sessions.waitFor("a recording", tabId, (_, { documents }) =>
      [...documents.values()].every(({ recordingFromSeq }) => recordingFromSeq !== null),
    );
    expect(await page.evaluate("seen")).toEqual([]);
    await panel.close();
    await page.close();
  });

  it.each(["attaches", "stops", "refuses"])("gets none of its own taken: %s", async (how) => {
    const { page, tabId } = await openHeld(how);
    await expect
      .poll(async () => {
        const { documents } = (await watched.sessions.look(tabId)).session;
        return [...documents.values()].map(({ hooked, prepared }) => [hooked, prepared ?? false]);
      })
      .toEqual([
        [true, false],
        [false, true],
      ]);
    expect(await watched.sessions.connections(tabId)).toEqual([]);
    expect(await page.evaluate("seen")).toEqual([]);
    await page.close();
  });
});
